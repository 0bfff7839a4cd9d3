// The official JavaScript client against our server:
// `node client.mjs MODULES URL NAMESPACE TRANSPORTS`, the last like `polling,websocket`.
// Plays each act below, in order; writes one line of JSON with what it saw of each.
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, url, namespace, way] = process.argv.slice(2);
const { io } = createRequire(join(modules, "x.js"))("socket.io-client");

function open(options = {}, where = namespace) {
  return io(url + where, {
    transports: way.split(","),
    extraHeaders: { cookie: "who=ann" },
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
    randomizationFactor: 0,
    forceNew: true,
    ...options,
  });
}

function once(socket, event) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${event} came`)), 5000);
    socket.once(event, (...args) => {
      clearTimeout(late);
      resolve(args);
    });
  });
}

async function refused(options, where) {
  const socket = open({ reconnection: false, ...options }, where);
  const [error] = await once(socket, "connect_error");
  socket.disconnect();
  return [error.message, error.description?.message ?? null];
}

const acts = {
  noSession: () => refused({ extraHeaders: {} }),
  noNamespace: () => refused({}, "/nowhere"),
  notWelcome: () => refused({ extraHeaders: { cookie: "who=eve" } }),

  async connect(socket) {
    await once(socket, "connect");
    return [socket.connected, typeof socket.id, socket.recovered];
  },
  async transport(socket) {
    const { engine } = socket.io;
    if (way === "polling,websocket" && engine.transport.name === "polling") {
      await once(engine, "upgrade");
    }
    return engine.transport.name;
  },
  async echoWithAck(socket) {
    const echoed = once(socket, "echoed");
    const ack = await new Promise((resolve) => {
      socket.emit("echo", { text: "gr\u00fc\u00dfe \u20ac \u{1f600}", list: [1, null, true] }, resolve);
    });
    return [ack, (await echoed)[0]];
  },
  ackAsPromise: (socket) => socket.timeout(2000).emitWithAck("slow", 1),
  failingHandler: (socket) => socket.timeout(2000).emitWithAck("fail"),
  unknownEvent: (socket) => socket.timeout(2000).emitWithAck("no-such-event", {}),
  async binary(socket) {
    const echoed = once(socket, "echoed");
    const sent = [Buffer.from([1, 2, 3]), { deep: [Buffer.from("x".repeat(300))] }];
    const ack = await socket.timeout(2000).emitWithAck("echo", sent);
    return [ack, (await echoed)[0]].map((seen) => [[...seen[0]], seen[1].deep[0].length]);
  },
  async severalArguments(socket) {
    const answers = await new Promise((resolve) => {
      socket.emit("spread", 1, "2", { 3: [true] }, (...args) => resolve(args));
    });
    return answers;
  },
  async asked(socket) {
    socket.once("sum?", (a, b, answer) => answer({ sum: a + b }));
    return socket.timeout(2000).emitWithAck("ask-me", 20, 22);
  },
  async askedForBytes(socket) {
    socket.once("sum?", (a, b, answer) => answer(Buffer.from([a, b])));
    return [...(await socket.timeout(2000).emitWithAck("ask-me", 20, 22))];
  },
  async askedInVain(socket) {
    socket.once("sum?", () => {});
    return socket.timeout(4000).emitWithAck("ask-me", 1, 1);
  },
  async twoNamespaces(socket) {
    const other = socket.io.socket(namespace === "/" ? "/api" : "/");
    other.connect();
    await once(other, "connect");
    const answers = await Promise.all([
      socket.timeout(2000).emitWithAck("where"),
      other.timeout(2000).emitWithAck("where"),
    ]);
    other.disconnect();
    return [...answers, other.id !== socket.id, await socket.timeout(2000).emitWithAck("where")];
  },
  async order(socket) {
    const acks = [];
    for (let n = 0; n < 50; n += 1) {
      socket.emit(n % 5 === 0 ? "slow" : "echo", n, (ack) => acks.push(ack));
    }
    await socket.timeout(2000).emitWithAck("slow", 50);
    return acks;
  },
  async heartbeat(socket) {
    await once(socket.io, "ping");
    await once(socket.io, "ping");
    return socket.connected;
  },
  async networkLoss(socket) {
    const reason = once(socket, "disconnect");
    const again = once(socket, "connect");
    const { transport } = socket.io.engine;
    if (transport.ws) transport.ws.terminate();
    else transport._pollXhr?._onError?.(new Error("cut")) ?? transport.onError("cut");
    const [why] = await reason;
    await again;
    return [why, socket.connected];
  },
  async kicked(socket) {
    const reason = once(socket, "disconnect");
    socket.emit("kick-me");
    const [why] = await reason;
    return [why, socket.active];
  },
  async comeBack(socket) {
    socket.connect();
    await once(socket, "connect");
    return socket.timeout(2000).emitWithAck("echo", "back");
  },
  async leave(socket) {
    const reason = once(socket, "disconnect");
    socket.disconnect();
    return reason;
  },
};

const seen = {};
const socket = open({ autoConnect: false });
for (const [name, act] of Object.entries(acts)) {
  if (name === "connect") socket.connect();
  try {
    seen[name] = await act(socket);
  } catch (error) {
    seen[name] = `failed: ${error.message}`;
  }
}
console.log(JSON.stringify(seen));
