/** Who is in the rooms that one looks at from outside, as the server tells it. */
import type { SocketFacts } from "../wire";
import { Emitter } from "./emitter";
import type { Clock } from "./ports";
import type { Signaling } from "./signaling";
import type { RoomsNow, WatchedRooms } from "./types";

/** The server takes no more. */
const ROOMS_MAX = 500;
/** Who was not answered asks again after this time. */
const AGAIN_MS = 5_000;

export class RoomWatch implements WatchedRooms {
  private readonly changed = new Emitter<void>();
  private now: RoomsNow = { trueUntil: 0, rooms: new Map(), gone: [] };
  private roomIds: readonly string[] = [];
  /** Numbers the questions, so that what comes late is known. */
  private turn = 0;
  private cancelAgain: () => void = () => undefined;

  constructor(
    private readonly signaling: Signaling,
    private readonly clock: Clock,
  ) {
    signaling.opened.on(() => {
      if (this.roomIds.length > 0) void this.ask();
    });
    signaling.closed.on(() => this.lose());
    signaling.facts.on((fact) => {
      if (fact.name === "rooms-changed") this.take(fact.payload);
    });
  }

  watch(roomIds: readonly string[]): void {
    const wanted = roomIds.slice(0, ROOMS_MAX);
    if (sameRooms(wanted, this.roomIds)) return;
    this.roomIds = wanted;
    if (wanted.length === 0) this.lose();
    if (this.signaling.connected) void this.ask();
  }

  readonly subscribe = (listener: () => void): (() => void) => this.changed.on(listener);

  readonly getSnapshot = (): RoomsNow => this.now;

  private async ask(): Promise<void> {
    const turn = ++this.turn;
    const { roomIds } = this;
    this.cancelAgain();
    try {
      const { rooms } = await this.signaling.request("watch-rooms", { roomIds: [...roomIds] });
      if (turn !== this.turn || roomIds.length === 0) return;
      const known = new Map(rooms.map((room) => [room._id, room]));
      this.show({ trueUntil: Infinity, rooms: known, gone: [] });
    } catch {
      if (turn !== this.turn) return;
      this.lose();
      this.cancelAgain = this.clock.after(AGAIN_MS, () => {
        if (this.signaling.connected) void this.ask();
      });
    }
  }

  private take({ rooms, gone }: SocketFacts["rooms-changed"]): void {
    const known = new Map(this.now.rooms);
    for (const room of rooms) known.set(room._id, room);
    for (const roomId of gone) known.delete(roomId);
    this.show({ ...this.now, rooms: known, gone });
  }

  /** From now on what is known gets old. */
  private lose(): void {
    this.turn++;
    this.cancelAgain();
    if (this.now.trueUntil === Infinity) {
      this.show({ ...this.now, trueUntil: this.clock.wall(), gone: [] });
    }
  }

  private show(now: RoomsNow): void {
    this.now = now;
    this.changed.emit();
  }
}

function sameRooms(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others);
  return known.size === new Set(some).size && some.every((roomId) => known.has(roomId));
}
