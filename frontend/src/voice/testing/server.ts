/** A server in memory that keeps the contract: rooms, seats, resumes, relays, and restarts. */
import type {
  Joined,
  MeshLink,
  PeerWords,
  PublicUser,
  Refused,
  RoomWords,
  SocketFacts,
} from "../../wire";
import { type FarEnd, FakeSocket, type Payload } from "./socket";

interface Seat {
  readonly peerId: string;
  readonly user: PublicUser;
  readonly roomId: string;
  muted: boolean;
  /** Null while the line of that client is broken. */
  socket: FakeSocket | null;
  waiting: { name: string; payload: object }[];
}

const LINK: MeshLink = { kind: "mesh", iceServers: [] };

export class MemoryServer implements FarEnd {
  readonly seats = new Map<string, Seat>();
  /** Everything clients asked for, in order. */
  readonly asked: { from: string; event: string; payload: Payload }[] = [];
  /** Refuses every new connection, as a browser sees it. */
  down = false;
  /** Answers the next joins with this. */
  refusal: Refused | null = null;
  /** Receives but never answers. */
  silent = false;
  /** Handles nothing until it catches up. */
  slow = false;
  /** The answer to reports. */
  reportAck: object = { ok: true };
  /** Else it is a server of before there were offers in a join. */
  knowsOffers = true;
  private readonly late: Parameters<FarEnd["handle"]>[] = [];
  private epoch = 1;
  private count = 0;

  socket(user: PublicUser): FakeSocket {
    return new FakeSocket(this, user);
  }

  /** Everybody is cut off, and nobody is remembered. */
  restart(): void {
    this.epoch++;
    const sockets = [...this.seats.values()].map((seat) => seat.socket);
    this.seats.clear();
    for (const socket of sockets) socket?.cut("transport close");
  }

  handle(...said: Parameters<FarEnd["handle"]>): void {
    const [{ user }, event, payload] = said;
    this.asked.push({ from: user._id, event, payload });
    if (this.slow) this.late.push(said);
    else if (!this.silent) this.settle(...said);
  }

  /** What came while it was slow is handled now. */
  catchUp(): void {
    this.slow = false;
    for (const said of this.late.splice(0)) this.settle(...said);
  }

  private settle(...[socket, event, payload, reply]: Parameters<FarEnd["handle"]>): void {
    const seat = this.seatOf(socket);
    if (event === "join") return this.join(socket, payload, reply);
    if (event === "prepare-join") return reply({ ok: true, link: LINK });
    if (event === "report-connection") return reply(this.reportAck);
    if (event === "leave") this.leave(seat);
    else if (event === "mute" || event === "unmute") this.mute(seat, event === "mute");
    else if (!this.relay(seat, event, payload)) {
      return reply({ ok: false, code: "peer_not_found", detail: "Nobody is there." });
    }
    return reply({ ok: true });
  }

  gone(socket: FakeSocket, goodbye: boolean): void {
    const seat = this.seatOf(socket);
    if (!seat) return;
    if (goodbye) return this.leave(seat);
    seat.socket = null;
    this.tell(seat, "peer-away", { peerId: seat.peerId });
  }

  /** The time to take a seat again is over. */
  expire(user: PublicUser): void {
    for (const seat of this.seats.values()) if (seat.user === user) this.leave(seat);
  }

  remove(user: PublicUser, reason: SocketFacts["removed"]["reason"]): void {
    const seat = [...this.seats.values()].find((one) => one.user === user);
    if (!seat) return;
    const { socket, roomId } = seat;
    this.leave(seat);
    socket?.deliver("removed", { reason, roomId });
  }

  private join(socket: FakeSocket, payload: Payload, reply: (ack: object) => void) {
    if (this.refusal) return reply(this.refusal);
    const roomId = text(payload["roomId"]);
    const known = this.seatOf(socket);
    if (known?.roomId === roomId) return reply(this.answer(known));
    this.leave(known);
    const [peerId, epoch] = text(payload["resume"]).split("@");
    const kept = this.seats.get(peerId ?? "");
    if (peerId && (kept || epoch === String(this.epoch - 1))) {
      return this.resume(socket, kept ?? this.seat(socket, peerId, roomId), payload, reply, !kept);
    }
    for (const seat of this.seats.values()) {
      if (seat.user === socket.user && seat.roomId === roomId) this.takeOver(seat);
    }
    const seat = this.seat(socket, `peer-${++this.count}-of-${socket.user._id}`, roomId);
    const offers = this.knowsOffers ? list(payload["offers"]) : [];
    reply(this.answer(seat, offers.length));
    this.announce(seat);
    for (const [number, other] of this.others(seat).entries()) {
      if (number < offers.length) this.pass(seat, other, { sessionDescription: offers[number] });
    }
  }

  private resume(
    socket: FakeSocket,
    seat: Seat,
    payload: Payload,
    reply: (ack: object) => void,
    announce: boolean,
  ): void {
    seat.socket = socket;
    if (announce) seat.muted = payload["muted"] === true;
    reply(this.answer(seat));
    if (announce) return this.announce(seat);
    this.tell(seat, "peer-back", { peerId: seat.peerId });
    const waiting = seat.waiting.splice(0);
    for (const one of waiting) socket.deliver(one.name, one.payload);
  }

  private takeOver(seat: Seat): void {
    const { socket, roomId } = seat;
    this.leave(seat);
    socket?.deliver("removed", { reason: "replaced", roomId });
  }

  private seat(socket: FakeSocket, peerId: string, roomId: string): Seat {
    const seat = { peerId, user: socket.user, roomId, muted: true, socket, waiting: [] };
    this.seats.set(peerId, seat);
    return seat;
  }

  private announce(seat: Seat): void {
    for (const other of this.others(seat)) {
      const { peerId, user, muted } = other;
      seat.socket?.deliver("add-peer", { peerId, user, muted, createOffer: true });
      const arrival = { peerId: seat.peerId, user: seat.user, muted: seat.muted };
      other.socket?.deliver("add-peer", { ...arrival, createOffer: false });
    }
  }

  private leave(seat: Seat | undefined): void {
    if (!seat) return;
    this.tell(seat, "remove-peer", { peerId: seat.peerId, userId: seat.user._id });
    this.seats.delete(seat.peerId);
  }

  private mute(seat: Seat | undefined, muted: boolean): void {
    if (!seat) return;
    seat.muted = muted;
    const { roomId, peerId, user } = seat;
    for (const one of [seat, ...this.others(seat)]) {
      one.socket?.deliver(muted ? "mute" : "unmute", { roomId, userId: user._id, peerId });
    }
  }

  private relay(seat: Seat | undefined, event: string, payload: Payload): boolean {
    const target = this.seats.get(text(payload["peerId"]));
    if (!seat || !target || target.roomId !== seat.roomId) return false;
    const name = event === "relay-ice" ? "ice-candidate" : "session-description";
    this.pass(seat, target, payload, name);
    return true;
  }

  private pass(from: Seat, to: Seat, words: Payload, name = "session-description"): void {
    const payload = { ...words, peerId: from.peerId };
    if (to.socket) to.socket.deliver(name, payload);
    else to.waiting.push({ name, payload });
  }

  private tell(seat: Seat, name: string, payload: object): void {
    for (const other of this.others(seat)) other.socket?.deliver(name, payload);
  }

  /** So many members, the first ones, were given an offer. */
  private answer(seat: Seat, given = 0): Joined {
    return {
      ok: true,
      epoch: `epoch-${this.epoch}`,
      you: { peerId: seat.peerId, role: "speaker", resume: `${seat.peerId}@${this.epoch}` },
      room: roomWords(seat.roomId, seat.user),
      peers: this.others(seat).map((one, number) => peerWords(one, number < given ? number : null)),
      link: LINK,
    };
  }

  private seatOf(socket: FakeSocket): Seat | undefined {
    return [...this.seats.values()].find((seat) => seat.socket === socket);
  }

  private others(seat: Seat): Seat[] {
    return [...this.seats.values()].filter((one) => one !== seat && one.roomId === seat.roomId);
  }
}

function peerWords({ peerId, user, muted, socket }: Seat, offer: number | null): PeerWords {
  return { peerId, user, muted, hand: null, role: "speaker", away: socket === null, offer };
}

export function makeUser(name: string): PublicUser {
  return { _id: name, name, username: name, avatar: "", bio: "" };
}

function roomWords(roomId: string, owner: PublicUser): RoomWords {
  const at = "2026-01-01T00:00:00.000Z";
  return {
    _id: roomId,
    topic: "Tea",
    roomType: "public",
    userId: owner,
    speakers: [owner],
    count: 1,
    createdAt: at,
    updatedAt: at,
    mode: "open",
    locked: false,
    full: false,
    people: [],
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
