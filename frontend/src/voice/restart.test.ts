import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import { type Person, World } from "./testing/person";

let world: World;
let ann: Person;
let ben: Person;

beforeEach(async () => {
  world = new World();
  ann = world.person("ann");
  ben = world.person("ben");
  await ann.enter("tea", false);
  await ben.enter("tea", false);
  await settled();
});

/** What nobody may touch: the connections that were there before. */
const untouched = (person: Person, count = 1): void => {
  expect(person.network.connections).toHaveLength(count);
  expect(person.network.open).toHaveLength(count);
};

describe("a laptop that slept for hours", () => {
  it("comes back signed in, to its room, and muted", async () => {
    const before = ann.now.you?.peerId;
    world.server.expire(ann.user);
    ann.session.fresh = false;
    world.clock.sleep(3 * 3_600_000);
    ann.socket.cut("ping timeout");
    await world.clock.pass(2_000);
    expect(ann.microphones.last.enabled).toBe(false);
    expect(ann.session.renewals).toBe(1);
    expect(ann.now).toMatchObject({ phase: "joined", you: { muted: true } });
    expect(ann.now.you?.peerId).not.toBe(before);
    expect(ann.askedFor("unmute")).toHaveLength(1);
    expect(ben.sees(ann)).toMatchObject({ muted: true, state: "connected" });
    await ann.voice.setMuted(false);
    await settled();
    expect(ben.sees(ann)?.muted).toBe(false);
  });
});

describe("a clock that is set", () => {
  it("costs a blink at most: nobody is muted or made anew", async () => {
    const before = ann.now.you?.peerId;
    world.clock.sleep(24 * 3_600_000);
    await world.clock.pass(10_000);
    expect(ann.now).toMatchObject({ phase: "joined", you: { peerId: before, muted: false } });
    expect(ann.microphones.last.enabled).toBe(true);
    expect(ben.sees(ann)).toMatchObject({ muted: false, away: false, state: "connected" });
    untouched(ann);
    untouched(ben);
  });
});

describe("a restarted server", () => {
  it("that told of it is shown as that, and comes back without a renewal", async () => {
    for (const { socket } of [ann, ben]) {
      socket.deliver("server-restarting", { retryInMs: 3_000 });
    }
    await settled();
    world.server.down = true;
    world.server.restart();
    expect(ann.now).toMatchObject({ phase: "reconnecting", serverRestarts: true });
    await world.clock.pass(2_000);
    world.server.down = false;
    await world.clock.pass(1_000);
    for (const person of [ann, ben]) {
      expect(person.now).toMatchObject({ phase: "joined", serverRestarts: false });
      expect(person.session.renewals).toBe(0);
      untouched(person);
    }
  });

  it("touches nobody's connection", async () => {
    world.server.restart();
    expect(ann.now.phase).toBe("reconnecting");
    await world.clock.pass(5_000);
    for (const person of [ann, ben]) {
      expect(person.now.phase).toBe("joined");
      expect(person.now.people).toHaveLength(1);
      untouched(person);
    }
    expect(ann.sees(ben)).toMatchObject({ away: false, muted: false, state: "connected" });
  });

  it("does not make those gone who are not back yet", async () => {
    world.server.restart();
    ben.voice.shutdown().catch(() => undefined);
    await world.clock.pass(2_000);
    expect(ann.now.phase).toBe("joined");
    expect(ann.sees(ben)).toMatchObject({ away: true });
    untouched(ann);
  });

  it("lets go after half a minute of who did not come back", async () => {
    world.server.restart();
    await ben.voice.shutdown();
    await world.clock.pass(29_000);
    expect(ann.sees(ben)).toBeDefined();
    await world.clock.pass(3_000);
    expect(ann.now.people).toEqual([]);
    expect(ann.network.open).toHaveLength(0);
  });

  it("keeps who is missing also when the line breaks once more in that time", async () => {
    world.server.restart();
    await ben.voice.shutdown();
    await world.clock.pass(5_000);
    ann.socket.drop();
    await world.clock.pass(5_000);
    expect(ann.now.phase).toBe("joined");
    expect(ann.sees(ben)).toBeDefined();
  });

  it("connects us with somebody who came before we were back", async () => {
    const cem = world.person("cem");
    world.server.restart();
    await cem.enter("tea");
    await world.clock.pass(5_000);
    for (const person of [ann, ben]) {
      expect(person.sees(cem)?.state).toBe("connected");
      expect(cem.sees(person)?.state).toBe("connected");
      untouched(person, 2);
    }
  });
});
