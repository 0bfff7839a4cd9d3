import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import type { FakeConnection } from "./testing/connections";
import { type Person, World } from "./testing/person";

let world: World;
let ann: Person;
let ben: Person;
let cem: Person;

beforeEach(() => {
  world = new World();
  ann = world.person("ann");
  ben = world.person("ben");
  cem = world.person("cem");
});

/** Come in from the door, where one saw so many people. */
async function walkIn(person: Person, people: number): Promise<void> {
  person.voice.warmUp("tea");
  await settled();
  const joining = person.voice.join("tea", { microphone: true, muted: true, people });
  await world.clock.pass(40);
  await joining;
  await settled();
}

const offered = (person: Person): unknown[] => {
  const [join] = person.askedFor("join");
  const offers: unknown = join?.["offers"];
  return Array.isArray(offers) ? offers : [];
};
const relayed = (person: Person, type: string): number =>
  person
    .askedFor("relay-sdp")
    .filter((words) => JSON.stringify(words["sessionDescription"]).includes(`"type":"${type}"`))
    .length;
const at = (person: Person, number: number): FakeConnection => {
  const connection = person.network.connections[number];
  if (!connection) throw new Error("No such connection was made.");
  return connection;
};

describe("offers with a join", () => {
  it("are one for each who is inside, and connect without any other offer", async () => {
    await ann.enter("tea");
    await ben.enter("tea");
    await walkIn(cem, 2);
    expect(offered(cem)).toHaveLength(2);
    expect(relayed(cem, "offer")).toBe(0);
    for (const other of [ann, ben]) {
      expect(cem.sees(other)?.state).toBe("connected");
      expect(other.sees(cem)?.state).toBe("connected");
      expect(other.askedFor("relay-sdp").at(-1)).toMatchObject({ generation: 1 });
    }
    expect(cem.network.connections).toHaveLength(2);
  });

  it("carry what was found, and what is found later follows behind the ack", async () => {
    await ann.enter("tea");
    ben.voice.warmUp("tea");
    await settled();
    world.server.slow = true;
    const joining = ben.voice.join("tea", { microphone: true, muted: true, people: 1 });
    await world.clock.pass(40);
    const late = { candidate: "candidate found late", sdpMid: "0" };
    at(ben, 0).onicecandidate?.({ candidate: { ...late, toJSON: () => late } });
    await settled();
    expect(offered(ben)).toHaveLength(1);
    expect(ben.askedFor("relay-ice")).toEqual([]);
    world.server.catchUp();
    await joining;
    await settled();
    const [told, ...others] = ben.askedFor("relay-ice");
    expect(told).toMatchObject({ icecandidate: late, generation: 1 });
    expect(others).toEqual([]);
    expect(at(ann, 0).candidates).toEqual([late]);
  });

  it("cost nothing where nobody is inside", async () => {
    ann.voice.warmUp("tea");
    await settled();
    void ann.voice.join("tea", { microphone: true, muted: true, people: 0 });
    await settled();
    expect(ann.now.phase).toBe("joined");
    expect(ann.network.connections).toHaveLength(0);
    expect(ann.askedFor("join")).toEqual([{ roomId: "tea", muted: true }]);
  });

  it("are not made before it is known which servers they need", async () => {
    await ann.enter("tea");
    void ben.voice.join("tea", { microphone: true, muted: true, people: 1 });
    await settled();
    expect(offered(ben)).toEqual([]);
    expect(relayed(ben, "offer")).toBe(1);
    expect(ben.sees(ann)?.state).toBe("connected");
  });

  it("that nobody was given are closed", async () => {
    await ann.enter("tea");
    await walkIn(ben, 3);
    expect(offered(ben)).toHaveLength(3);
    expect(ben.network.connections).toHaveLength(3);
    expect(ben.network.open).toHaveLength(1);
    expect(ben.sees(ann)?.state).toBe("connected");
  });

  it("are followed by normal ones where more are inside than were known", async () => {
    await ann.enter("tea");
    await ben.enter("tea");
    await walkIn(cem, 1);
    expect(offered(cem)).toHaveLength(1);
    expect(relayed(cem, "offer")).toBe(1);
    for (const other of [ann, ben]) {
      expect(cem.sees(other)?.state).toBe("connected");
      expect(other.sees(cem)?.state).toBe("connected");
    }
    expect(cem.network.open).toHaveLength(2);
  });

  it("are forgotten at a server that knows nothing of them", async () => {
    world.server.knowsOffers = false;
    await ann.enter("tea");
    await walkIn(ben, 1);
    expect(relayed(ben, "offer")).toBe(1);
    expect(ben.sees(ann)?.state).toBe("connected");
    expect(ben.network.open).toHaveLength(1);
  });

  it("use the microphone that was opened while the join was on its way", async () => {
    await ann.enter("tea");
    ben.microphones.slow = true;
    await walkIn(ben, 1);
    expect(at(ben, 0).transceivers[0]?.sender.track).toBeNull();
    ben.microphones.answer?.();
    await settled();
    expect(at(ben, 0).transceivers[0]?.sender.track).toBe(ben.microphones.last);
  });

  it("take the microphone that came between the offer and the ack", async () => {
    await ann.enter("tea");
    ben.microphones.slow = true;
    ben.voice.warmUp("tea");
    await settled();
    const joining = ben.voice.join("tea", { microphone: true, muted: true, people: 1 });
    await settled();
    expect(ben.network.connections).toHaveLength(1);
    ben.microphones.answer?.();
    await settled();
    await world.clock.pass(40);
    await joining;
    await settled();
    expect(at(ben, 0).transceivers[0]?.sender.track).toBe(ben.microphones.last);
  });
});

describe("nobody is offered twice", () => {
  it("a seat that is taken again comes without offers", async () => {
    await ann.enter("tea");
    await walkIn(ben, 1);
    ben.socket.drop();
    await world.clock.pass(5_000);
    expect(ben.now.phase).toBe("joined");
    const joins = ben.askedFor("join");
    expect(joins).toHaveLength(2);
    expect(joins[1]).not.toHaveProperty("offers");
    expect(ben.network.connections).toHaveLength(1);
  });

  it("nor after a restart of the server", async () => {
    await ann.enter("tea");
    await walkIn(ben, 1);
    world.server.restart();
    await world.clock.pass(60_000);
    expect(ben.sees(ann)?.state).toBe("connected");
    expect([ann.network.connections.length, ben.network.connections.length]).toEqual([1, 1]);
  });

  it("a join whose answer got lost is another one, with other offers", async () => {
    await ann.enter("tea");
    ben.voice.warmUp("tea");
    await settled();
    const joining = ben.voice.join("tea", { microphone: true, muted: true, people: 1 });
    world.server.silent = true;
    await world.clock.pass(40);
    expect(ben.askedFor("join")).toHaveLength(1);
    world.server.silent = false;
    ben.socket.drop();
    await world.clock.pass(5_000);
    await joining;
    const [first, second] = ben.askedFor("join");
    expect(second).not.toHaveProperty("resume");
    expect(second?.["offers"]).not.toEqual(first?.["offers"]);
    expect(at(ben, 0).connectionState).toBe("closed");
    expect(ben.network.open).toHaveLength(1);
    expect(ben.sees(ann)?.state).toBe("connected");
  });
});

describe("a join that comes to nothing", () => {
  it("leaves no connection open when it is refused", async () => {
    ann.voice.warmUp("tea");
    await settled();
    world.server.refusal = { ok: false, code: "room_full", detail: "No." };
    await walkIn(ann, 2);
    expect(ann.now.phase).toBe("failed");
    expect(ann.network.connections).toHaveLength(2);
    expect(ann.network.open).toHaveLength(0);
  });

  it("is not asked for when the person left before the offers were made", async () => {
    ann.voice.warmUp("tea");
    await settled();
    void ann.voice.join("tea", { microphone: true, muted: true, people: 2 });
    void ann.voice.leave();
    await world.clock.pass(1_000);
    expect(ann.askedFor("join")).toEqual([]);
    expect(ann.network.open).toHaveLength(0);
    expect(world.server.seats.size).toBe(0);
  });
});
