// One person on the official JavaScript client: join, greet everybody, say what happens, leave.
import { io } from "socket.io-client";

// Run with `node -e`, so there is no script among the arguments.
const [url, cookie, roomId] = process.argv.slice(1);
const say = (what) => console.log(JSON.stringify(what));
const socket = io(url, {
  transports: ["websocket"],
  extraHeaders: { Cookie: cookie },
  reconnection: false,
});

socket.onAny((event, fact) => {
  say([event, fact]);
  if (event === "add-peer" && fact.createOffer) {
    const sessionDescription = { type: "offer", sdp: "v=0" };
    socket.emit("relay-sdp", { peerId: fact.peerId, sessionDescription }, (ack) => say(["ack", ack]));
  }
  if (event === "ice-candidate") {
    socket.emit("leave", { roomId }, (ack) => {
      say(["ack", ack]);
      socket.disconnect();
    });
  }
});
socket.on("connect", () => socket.emit("join", { roomId }, (ack) => say(["joined", ack])));
socket.on("connect_error", (error) => {
  say(["connect_error", error.message]);
  socket.disconnect();
});
