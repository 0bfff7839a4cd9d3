import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import { type Person, World } from "./testing/person";

let world: World;
let ann: Person;
let ben: Person;

const joinNow = (person: Person, people: number): void =>
  void person.voice.join("tea", { microphone: true, muted: true, people });
const offered = (person: Person): unknown => person.askedFor("join")[0]?.["offers"];

describe("at the door", () => {
  beforeEach(async () => {
    world = new World();
    ann = world.person("ann");
    ben = world.person("ben");
    await ann.enter("tea");
    ben.voice.warmUp("tea", 1);
    await settled();
  });

  it("offers are made beforehand, and the join waits for nothing", async () => {
    expect(ben.network.open).toHaveLength(1);
    joinNow(ben, 1);
    await settled();
    expect(offered(ben)).toHaveLength(1);
    expect(ben.network.connections).toHaveLength(1);
    expect(ben.sees(ann)?.state).toBe("connected");
    expect(ben.network.last.transceivers[0]?.sender.track).toBe(ben.microphones.last);
  });

  it("there is one more when one more comes in, and a few at most", async () => {
    ben.voice.warmUp("tea", 2);
    expect(ben.network.open).toHaveLength(2);
    ben.voice.warmUp("tea", 20);
    expect(ben.network.open).toHaveLength(6);
    ben.voice.warmUp("tea", 1);
    expect(ben.network.open).toHaveLength(6);
  });

  it("they do not keep for long, and others are made with the join", async () => {
    await world.clock.pass(30_000);
    expect(ben.network.open).toHaveLength(0);
    joinNow(ben, 1);
    await world.clock.pass(40);
    expect(offered(ben)).toHaveLength(1);
    expect(ben.sees(ann)?.state).toBe("connected");
  });

  it("they are nobody's when the person goes away, or to another network, or all have left", async () => {
    await ben.voice.leave();
    expect(ben.network.open).toHaveLength(0);
    ben.voice.warmUp("tea", 1);
    expect(ben.network.open).toHaveLength(1);
    ben.networkReturned();
    expect(ben.network.open).toHaveLength(0);
    ben.voice.warmUp("tea", 1);
    joinNow(ben, 0);
    await settled();
    expect(offered(ben)).toBeUndefined();
    expect(ben.sees(ann)?.state).toBe("connected");
    expect(ben.network.open).toHaveLength(1);
  });

  it("of one room they are no use in another", async () => {
    ben.voice.warmUp("coffee", 1);
    await settled();
    expect(ben.network.open).toHaveLength(1);
    expect(ben.network.connections[0]?.connectionState).toBe("closed");
    joinNow(ben, 1);
    await settled();
    expect(offered(ben)).toBeUndefined();
    expect(ben.network.open).toHaveLength(1);
  });
});
