// Socket.IO on Node with the handlers that our server has: rooms, relays, mute. No accounts: who
// comes is let in. Run: node server.mjs PORT
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, {
  serveClient: false,
  pingInterval: 10_000,
  pingTimeout: 8_000,
  maxHttpBufferSize: 65_536,
});
const rooms = new Map();

function leave(socket) {
  const inside = rooms.get(socket.data.roomId);
  if (inside === undefined || !inside.delete(socket.id)) return;
  if (inside.size === 0) rooms.delete(socket.data.roomId);
  socket.data.roomId = undefined;
  for (const peer of inside.values()) peer.emit("remove-peer", { peerId: socket.id });
}

function join(socket, { roomId }, ack) {
  leave(socket);
  const inside = rooms.get(roomId) ?? new Map();
  const peers = [...inside.keys()].map((peerId) => ({ peerId, muted: true }));
  ack?.({ ok: true, you: { peerId: socket.id }, peers });
  for (const peer of inside.values()) {
    peer.emit("add-peer", { peerId: socket.id, createOffer: false, muted: true });
    socket.emit("add-peer", { peerId: peer.id, createOffer: true, muted: true });
  }
  inside.set(socket.id, socket);
  rooms.set(roomId, inside);
  socket.data.roomId = roomId;
}

// A relay goes to one peer of the same room, or nowhere.
function relay(socket, event, peerId, payload, ack) {
  const peer = rooms.get(socket.data.roomId)?.get(peerId);
  if (peer === undefined || peer === socket) {
    ack?.({ ok: false, code: "peer_not_found" });
    return;
  }
  peer.emit(event, payload);
  ack?.({ ok: true });
}

io.on("connection", (socket) => {
  socket.on("join", (asked, ack) => join(socket, asked, ack));
  socket.on("leave", (_asked, ack) => {
    leave(socket);
    ack?.({ ok: true });
  });
  socket.on("relay-ice", ({ peerId, icecandidate }, ack) =>
    relay(socket, "ice-candidate", peerId, { peerId: socket.id, icecandidate }, ack),
  );
  socket.on("relay-sdp", ({ peerId, sessionDescription }, ack) =>
    relay(socket, "session-description", peerId, { peerId: socket.id, sessionDescription }, ack),
  );
  socket.on("disconnect", () => leave(socket));
});

http.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready"));
