import { beforeEach, describe, expect, it } from "vitest";

import { Refusal, Unanswered } from "./errors";
import { type Fact, Signaling } from "./signaling";
import { FakeClock, settled } from "./testing/clock";
import { makeUser, MemoryServer } from "./testing/server";
import type { FakeSocket } from "./testing/socket";

let clock: FakeClock;
let server: MemoryServer;
let socket: FakeSocket;
let signaling: Signaling;

beforeEach(async () => {
  clock = new FakeClock();
  server = new MemoryServer();
  socket = server.socket(makeUser("ann"));
  signaling = new Signaling(socket, clock);
  signaling.open();
  await settled();
});

describe("asking the server", () => {
  it("gives the answer", async () => {
    const ack = await signaling.request("join", { roomId: "tea" });
    expect(ack.room._id).toBe("tea");
  });

  it("throws the code of a refusal", async () => {
    server.refusal = { ok: false, code: "room_full", detail: "The room is full." };
    const asked = signaling.request("join", { roomId: "tea" });
    await expect(asked).rejects.toEqual(new Refusal("room_full", "The room is full."));
  });

  it("keeps nothing for later when there is no connection", async () => {
    socket.cut("transport close");
    await expect(signaling.request("mute", { roomId: "tea" })).rejects.toThrow(Unanswered);
    signaling.open();
    await settled();
    expect(server.asked).toEqual([]);
  });

  it("waits eight seconds and no longer", async () => {
    server.silent = true;
    const asked = signaling.request("mute", { roomId: "tea" }).catch((error: unknown) => error);
    let settledAt = -1;
    void asked.then(() => (settledAt = clock.now()));
    await clock.pass(20_000);
    expect(settledAt).toBe(8_000);
    expect(await asked).toBeInstanceOf(Unanswered);
  });

  it("knows at once that a broken line answers nothing more", async () => {
    server.silent = true;
    const asked = signaling.request("mute", { roomId: "tea" });
    socket.cut("transport close");
    await expect(asked).rejects.toThrow(Unanswered);
  });
});

it("passes on what the server tells, with its name", async () => {
  const facts: Fact[] = [];
  signaling.facts.on((fact) => facts.push(fact));
  socket.deliver("peer-away", { peerId: "x" });
  await settled();
  expect(facts).toEqual([{ name: "peer-away", payload: { peerId: "x" } }]);
});
