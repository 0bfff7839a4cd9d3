/*
 * A small client that knows only the specification's given words, as the product's original one
 * did: REST base and socket URL are the same address (so it lands on the namespace /api), WebSocket
 * only, cookies across two ports of localhost, a mesh in which the newcomer offers. It reads no
 * ack, believes its own mute only when the server echoes it, never closes its socket between rooms
 * and joins twice. Everything the test drives is on `window.foreign`.
 */
(() => {
  const base = `${new URLSearchParams(location.search).get("server")}/api`;

  const foreign = { user: null, room: null, muted: true, refusals: [] };
  const peers = new Map(); // peerId -> { connection, user, muted }
  let socket = null;
  let microphone = null;

  // REST: the fields a client of the given tables reads, and no others.

  async function call(method, path, body) {
    const headers = body === undefined ? {} : { "Content-Type": "application/json" };
    const answer = await fetch(base + path, {
      method,
      headers,
      credentials: "include",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const data = await answer.json();
    if (answer.ok) return data;
    foreign.refusals.push({ status: answer.status, message: data.message, Error: data.Error });
    throw new Error(data.message ?? data.Error);
  }

  async function signUp({ email, password }) {
    const data = await call("POST", "/auth/register", {
      email,
      password,
      confirmpassword: password,
    });
    foreign.user = data.user;
  }

  async function verify(code) {
    const data = await call("POST", `/auth/email/verify?code=${encodeURIComponent(code)}`);
    foreign.user = data.user;
  }

  async function setProfile(profile) {
    const data = await call("PUT", "/user/update_profile", profile);
    foreign.user = data.user;
  }

  async function createRoom(topic, roomType) {
    const data = await call("POST", "/room/create", { topic, roomType });
    return data.room._id;
  }

  async function listRooms() {
    const data = await call("GET", "/room/fetchall");
    return data.meetingArr.map((room) => ({
      id: room._id,
      topic: room.topic,
      author: room.authors[0].name,
    }));
  }

  const refresh = () => call("GET", "/auth/refresh");
  const signOut = () => call("GET", "/auth/logout");

  // The socket: one for as long as the page lives.

  function connect() {
    if (socket !== null) return;
    socket = io(base, { transports: ["websocket"], reconnectionAttempts: Infinity });
    socket.on("add-peer", addPeer);
    socket.on("remove-peer", removePeer);
    socket.on("session-description", describe);
    socket.on("ice-candidate", addCandidate);
    socket.on("mute", ({ userId }) => showMuted(userId, true));
    socket.on("unmute", ({ userId }) => showMuted(userId, false));
    socket.on("mute-info", ({ userId, isMute }) => showMuted(userId, isMute));
  }

  async function join(roomId) {
    connect();
    const { room } = await call("GET", `/room/getroom/${roomId}`);
    foreign.room = room;
    document.getElementById("topic").textContent = room.topic;
    microphone ??= await navigator.mediaDevices.getUserMedia({ audio: true });
    silence(true);
    socket.emit("join", { roomId, user: foreign.user });
    socket.emit("join", { roomId, user: foreign.user });
    draw();
  }

  function leave() {
    socket.emit("leave", { roomId: foreign.room._id });
    for (const peerId of [...peers.keys()]) removePeer({ peerId });
    foreign.room = null;
  }

  function setMuted(muted) {
    const about = { roomId: foreign.room._id, userId: foreign.user._id };
    socket.emit(muted ? "mute" : "unmute", about);
    socket.emit("mute-info", { ...about, isMute: muted });
  }

  function showMuted(userId, muted) {
    if (userId === foreign.user._id) silence(muted);
    for (const peer of peers.values()) if (peer.user._id === userId) peer.muted = muted;
    draw();
  }

  function silence(muted) {
    foreign.muted = muted;
    for (const track of microphone.getAudioTracks()) track.enabled = !muted;
  }

  // The mesh.

  async function addPeer({ peerId, createOffer, user }) {
    if (peers.has(peerId)) return;
    const connection = new RTCPeerConnection({ iceServers: [] });
    peers.set(peerId, { connection, user, muted: true });
    connection.onicecandidate = ({ candidate }) =>
      socket.emit("relay-ice", { peerId, icecandidate: candidate });
    connection.ontrack = ({ streams: [stream] }) => play(peerId, stream);
    for (const track of microphone.getTracks()) connection.addTrack(track, microphone);
    draw();
    if (!createOffer) return;
    const offer = await connection.createOffer();
    await connection.setLocalDescription(offer);
    socket.emit("relay-sdp", { peerId, sessionDescription: offer });
  }

  async function describe({ peerId, sessionDescription }) {
    const connection = peers.get(peerId)?.connection;
    if (connection === undefined) return;
    await connection.setRemoteDescription(new RTCSessionDescription(sessionDescription));
    if (sessionDescription.type !== "offer") return;
    const answer = await connection.createAnswer();
    await connection.setLocalDescription(answer);
    socket.emit("relay-sdp", { peerId, sessionDescription: answer });
  }

  function addCandidate({ peerId, icecandidate }) {
    if (icecandidate) void peers.get(peerId)?.connection.addIceCandidate(icecandidate);
  }

  function removePeer({ peerId }) {
    peers.get(peerId)?.connection.close();
    peers.delete(peerId);
    document.getElementById(`sound-${peerId}`)?.remove();
    draw();
  }

  function play(peerId, stream) {
    const audio = document.getElementById(`sound-${peerId}`) ?? new Audio();
    audio.id = `sound-${peerId}`;
    audio.autoplay = true;
    audio.srcObject = stream;
    document.body.append(audio);
  }

  function draw() {
    const lines = [...peers.values()].map(({ user, muted }) => {
      const line = document.createElement("li");
      line.textContent = `${user.name}, ${muted ? "muted" : "talking"}`;
      return line;
    });
    document.getElementById("people").replaceChildren(...lines);
  }

  const doings = { signUp, verify, setProfile, createRoom, listRooms, refresh, signOut };
  window.foreign = Object.assign(foreign, doings, { join, leave, setMuted });
})();
