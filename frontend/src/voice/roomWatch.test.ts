import { beforeEach, describe, expect, it } from "vitest";

import type { RoomNow } from "../wire";
import { RoomWatch } from "./roomWatch";
import { Signaling } from "./signaling";
import { FakeClock, settled } from "./testing/clock";
import { makeUser } from "./testing/server";
import { FakeSocket, type FarEnd, type Payload } from "./testing/socket";

class Lobby implements FarEnd {
  down = false;
  /** What was asked to be watched, in order. */
  readonly asked: unknown[] = [];
  rooms: RoomNow[] = [];
  refuse = false;
  /** Called to answer, when answers wait. */
  answer: (() => void) | null = null;
  slow = false;

  handle(
    _socket: FakeSocket,
    _event: string,
    payload: Payload,
    reply: (ack: object) => void,
  ): void {
    this.asked.push(payload["roomIds"]);
    const ack = this.refuse
      ? { ok: false, code: "rate_limited", detail: "Slowly." }
      : { ok: true, rooms: this.rooms };
    if (this.slow) this.answer = () => reply(ack);
    else reply(ack);
  }

  gone(): void {
    // Nobody waits.
  }
}

let clock: FakeClock;
let lobby: Lobby;
let socket: FakeSocket;
let signaling: Signaling;
let watch: RoomWatch;

beforeEach(() => {
  clock = new FakeClock();
  lobby = new Lobby();
  socket = new FakeSocket(lobby, makeUser("ann"));
  signaling = new Signaling(socket, clock);
  watch = new RoomWatch(signaling, clock);
});

function room(id: string, count: number): RoomNow {
  return { _id: id, count, full: false, people: [] };
}

async function open(): Promise<void> {
  signaling.open();
  await settled();
}

async function tell(rooms: RoomNow[], gone: string[] = []): Promise<void> {
  socket.deliver("rooms-changed", { rooms, gone });
  await settled();
}

const count = (id: string) => watch.getSnapshot().rooms.get(id)?.count;
const isLive = () => watch.getSnapshot().trueUntil === Infinity;

describe("watching rooms", () => {
  it("waits for the line, then knows what the server answers", async () => {
    lobby.rooms = [room("a", 3)];
    watch.watch(["a"]);
    expect(isLive()).toBe(false);
    await open();
    expect(lobby.asked).toEqual([["a"]]);
    expect([count("a"), isLive()]).toEqual([3, true]);
  });

  it("takes what the server tells, and says that there is something new", async () => {
    lobby.rooms = [room("a", 3), room("b", 0)];
    await open();
    watch.watch(["a", "b"]);
    await settled();
    let news = 0;
    watch.subscribe(() => news++);
    await tell([room("b", 1)]);
    expect([count("a"), count("b"), news]).toEqual([3, 1, 1]);
  });

  it("asks only when the rooms are others, whatever their order", async () => {
    await open();
    watch.watch(["a", "b"]);
    watch.watch(["b", "a"]);
    watch.watch(["b", "c"]);
    await settled();
    expect(lobby.asked).toEqual([
      ["a", "b"],
      ["b", "c"],
    ]);
  });

  it("asks for no more rooms than the server takes", async () => {
    await open();
    watch.watch(Array.from({ length: 600 }, (_, number) => `r${number}`));
    await settled();
    expect(lobby.asked).toEqual([expect.objectContaining({ length: 500 })]);
  });

  it("does not believe a late answer about other rooms", async () => {
    await open();
    lobby.slow = true;
    lobby.rooms = [room("a", 1)];
    watch.watch(["a"]);
    await settled();
    const late = lobby.answer;
    lobby.rooms = [room("b", 2)];
    watch.watch(["b"]);
    await settled();
    late?.();
    lobby.answer?.();
    await settled();
    expect([count("a"), count("b")]).toEqual([undefined, 2]);
  });

  it("forgets a room that is there no more, and names it once", async () => {
    lobby.rooms = [room("a", 1), room("b", 1)];
    await open();
    watch.watch(["a", "b"]);
    await settled();
    await tell([], ["a"]);
    expect([count("a"), watch.getSnapshot().gone]).toEqual([undefined, ["a"]]);
    await tell([room("b", 2)]);
    expect(watch.getSnapshot().gone).toEqual([]);
  });
});

describe("when the line breaks", () => {
  beforeEach(async () => {
    lobby.rooms = [room("a", 1)];
    await open();
    watch.watch(["a"]);
    await settled();
  });

  it("says until when it was true, and asks again when the line is back", async () => {
    await clock.pass(3000);
    socket.cut("transport close");
    expect([watch.getSnapshot().trueUntil, count("a")]).toEqual([clock.wall(), 1]);
    lobby.rooms = [room("a", 5)];
    await open();
    expect([count("a"), isLive()]).toEqual([5, true]);
  });

  it("asks for nothing when nobody looks any more", async () => {
    watch.watch([]);
    await settled();
    expect(isLive()).toBe(false);
    socket.cut("transport close");
    await open();
    expect(lobby.asked).toEqual([["a"], []]);
  });
});

it("asks again after a while when the server says no", async () => {
  lobby.refuse = true;
  await open();
  watch.watch(["a"]);
  await settled();
  expect(isLive()).toBe(false);
  lobby.refuse = false;
  await clock.pass(5000);
  expect(isLive()).toBe(true);
  await clock.pass(60_000);
  expect(lobby.asked).toHaveLength(2);
});
