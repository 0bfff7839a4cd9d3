import { describe, expect, it } from "vitest";

import { type Person, World } from "./testing/person";

const ROOM = "room";

/** Two in a room; the second one came in later. */
async function two(): Promise<{ world: World; ann: Person; bob: Person }> {
  const world = new World();
  const [ann, bob] = [world.person("ann"), world.person("bob")];
  await ann.enter(ROOM);
  await world.clock.pass(3_000);
  await bob.enter(ROOM);
  return { world, ann, bob };
}

function reports(person: Person): Record<string, unknown>[] {
  return person.askedFor("report-connection");
}

describe("how others are heard is told to the server", () => {
  it("once each, with the time since the click or since they came", async () => {
    const { world, ann, bob } = await two();
    expect(bob.sees(ann)?.state).toBe("connected");
    await world.clock.pass(200);
    expect([reports(ann), reports(bob)]).toEqual([[], []]);
    for (const { network } of [ann, bob]) network.last.hear();
    await world.clock.pass(10_000);
    for (const [person, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      const [report, ...more] = reports(person);
      expect(more).toEqual([]);
      expect(report).toEqual({
        peerId: person.sees(other)?.peerId,
        path: "srflx",
        protocol: "udp",
        firstSoundMs: expect.any(Number),
      });
      const { firstSoundMs } = report ?? {};
      expect(firstSoundMs).toBeGreaterThanOrEqual(200);
      expect(firstSoundMs).toBeLessThan(300);
    }
  });

  it("who sends nothing is told of without a time", async () => {
    const { world, bob } = await two();
    await world.clock.pass(4_000);
    expect(reports(bob)).toEqual([]);
    await world.clock.pass(3_000);
    expect(reports(bob)).toEqual([expect.not.objectContaining({ firstSoundMs: 0 })]);
    expect(Object.keys(reports(bob)[0] ?? {}).toSorted()).toEqual(["path", "peerId", "protocol"]);
  });

  it("who is never reached is told of, too", async () => {
    const world = new World();
    const [ann, bob] = [world.person("ann"), world.person("bob")];
    for (const { network } of [ann, bob]) network.works = false;
    await ann.enter(ROOM);
    await bob.enter(ROOM);
    await world.clock.pass(14_000);
    expect(reports(bob)).toEqual([]);
    await world.clock.pass(2_000);
    expect(reports(bob)).toEqual([{ peerId: bob.sees(ann)?.peerId, path: "none" }]);
    bob.network.last.become("connected");
    await world.clock.pass(10_000);
    expect(reports(bob)).toHaveLength(1);
  });

  it("who has no line to the server may still be reached: nobody knows yet", async () => {
    const world = new World();
    const [ann, bob] = [world.person("ann"), world.person("bob")];
    for (const { network } of [ann, bob]) network.works = false;
    await ann.enter(ROOM);
    await bob.enter(ROOM);
    ann.socket.drop();
    world.server.down = true;
    await world.clock.pass(20_000);
    expect(reports(bob)).toEqual([]);
    world.server.down = false;
    await world.clock.pass(20_000);
    expect(reports(bob)).toEqual([expect.objectContaining({ path: "none" })]);
  });

  it("a broken line and a new path are no new connection", async () => {
    const { world, ann, bob } = await two();
    for (const { network } of [ann, bob]) network.last.hear();
    await world.clock.pass(1_000);
    bob.socket.drop();
    await world.clock.pass(5_000);
    expect(bob.now.phase).toBe("joined");
    bob.networkReturned();
    await world.clock.pass(5_000);
    world.server.restart();
    await world.clock.pass(10_000);
    expect([reports(ann).length, reports(bob).length]).toEqual([1, 1]);
  });

  it("who left before they were heard is not told of", async () => {
    const { world, ann, bob } = await two();
    await world.clock.pass(1_000);
    await ann.voice.leave();
    await world.clock.pass(10_000);
    expect([reports(ann), reports(bob)]).toEqual([[], []]);
  });

  it("a server that knows no reports gets one and no more", async () => {
    const world = new World();
    world.server.reportAck = { ok: false, code: "event_unknown", detail: "What is that?" };
    const people = ["ann", "bob", "cid", "dee"].map((name) => world.person(name));
    for (const person of people) await person.enter(ROOM);
    await world.clock.pass(20_000);
    const last = people.at(-1);
    expect(last && reports(last)).toHaveLength(1);
    expect(last?.now.people.map(({ state }) => state)).toEqual(Array(3).fill("connected"));
  });
});
