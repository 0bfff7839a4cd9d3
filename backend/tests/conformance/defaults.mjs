// One person on the official JavaScript client with its default options but the session cookie:
// `node defaults.mjs MODULES URL COOKIE ROOM`. Joins whenever it is connected, says what happens,
// answers each description with a candidate, leaves when it is asked to by an empty line.
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, url, cookie, roomId] = process.argv.slice(2);
const { io } = createRequire(join(modules, "x.js"))("socket.io-client");

const say = (...what) => console.log(JSON.stringify(what));
const socket = io(url, { extraHeaders: { cookie } });

socket.io.on("open", () => {
  const { engine } = socket.io;
  say("open", engine.transport.name);
  engine.once("upgrade", () => say("upgrade", engine.transport.name));
});
socket.on("connect", () => {
  socket.emit("join", { roomId }, (ack) => say("joined", ack.ok, ack.you?.peerId));
});
socket.on("disconnect", (why) => say("disconnect", why));
socket.on("session-description", (fact) => {
  say("session-description", fact.sessionDescription.sdp);
  socket.emit("relay-ice", { peerId: fact.peerId, icecandidate: { candidate: "mine" } });
});
process.stdin.once("data", () => {
  socket.emit("leave", { roomId }, (ack) => {
    say("left", ack.ok);
    socket.disconnect();
    process.stdin.destroy();
  });
});
