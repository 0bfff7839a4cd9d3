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

describe("a line that breaks", () => {
  it("is shown, and the sound goes on", async () => {
    ann.socket.drop();
    await settled();
    expect(ann.now.phase).toBe("reconnecting");
    expect(ann.sees(ben)).toMatchObject({ state: "connected", away: false });
    expect(ben.sees(ann)).toMatchObject({ state: "connected", away: true });
    untouched(ann);
    untouched(ben);
  });

  it("comes back to the same seat without anybody noticing", async () => {
    ann.socket.drop();
    await world.clock.pass(2_000);
    expect(ann.now.phase).toBe("joined");
    expect(ann.askedFor("join").at(-1)).toMatchObject({ roomId: "tea", muted: false });
    expect(ann.askedFor("join").at(-1)?.["resume"]).toBeTruthy();
    expect(ben.sees(ann)).toMatchObject({ away: false, muted: false, state: "connected" });
    untouched(ann);
    untouched(ben);
  });

  it("says again how the microphone is, since it may have changed meanwhile", async () => {
    ann.socket.drop();
    await ann.voice.setMuted(true);
    expect(ann.microphones.last.enabled).toBe(false);
    await world.clock.pass(2_000);
    expect(ben.sees(ann)?.muted).toBe(true);
  });

  it("brings what happened meanwhile: who left is gone, who came is there and connected", async () => {
    const cem = world.person("cem");
    ann.socket.drop();
    await ben.voice.leave();
    await cem.enter("tea");
    await world.clock.pass(2_000);
    expect(ann.now.people.map(({ user }) => user.name)).toEqual(["cem"]);
    expect(ann.sees(cem)?.state).toBe("connected");
    expect(cem.sees(ann)?.state).toBe("connected");
    expect(ann.network.open).toHaveLength(1);
  });

  it("says signals again that may not have arrived", async () => {
    const cem = world.person("cem");
    // Ann hears of Cem's offer, and her line breaks before her answer is out.
    ann.socket.drop();
    await cem.enter("tea");
    world.server.silent = true;
    await world.clock.pass(1_500);
    ann.socket.drop();
    world.server.silent = false;
    await world.clock.pass(5_000);
    expect(cem.sees(ann)?.state).toBe("connected");
    expect(ann.sees(cem)?.state).toBe("connected");
  });

  it("comes back at once when the network returns", async () => {
    world.server.down = true;
    ann.socket.drop();
    await world.clock.pass(15_000);
    world.server.down = false;
    ann.networkReturned();
    await world.clock.pass(250);
    expect(ann.now.phase).toBe("joined");
    untouched(ann);
  });

  it("comes back at once when the person looks at the page again", async () => {
    world.server.down = true;
    ann.socket.drop();
    await world.clock.pass(15_000);
    world.server.down = false;
    ann.looksAtPage();
    await world.clock.pass(250);
    expect(ann.now.phase).toBe("joined");
    untouched(ann);
  });

  it("is tried without end: a person in a room never has to click", async () => {
    world.server.down = true;
    ann.session.renewal = "unreachable";
    ann.socket.drop();
    await world.clock.pass(3_600_000);
    expect(ann.now.phase).toBe("reconnecting");
    world.server.down = false;
    ann.session.renewal = "renewed";
    await world.clock.pass(8_000);
    expect(ann.now.phase).toBe("joined");
  });

  it("ends the stay when the session is over", async () => {
    world.server.down = true;
    ann.session.renewal = "over";
    ann.socket.drop();
    await world.clock.pass(5_000);
    expect(ann.now).toMatchObject({ phase: "ended", ended: "session_ended" });
    expect(ann.microphones.last.stopped).toBe(true);
  });

  it("fails when one may no longer come in", async () => {
    ann.socket.drop();
    world.server.refusal = { ok: false, code: "room_not_found", detail: "No such room." };
    await world.clock.pass(2_000);
    expect(ann.now).toMatchObject({ phase: "failed", error: { code: "room_not_found" } });
    expect(ann.network.open).toHaveLength(0);
  });

  it("is given up when the server takes the join and never answers", async () => {
    ann.socket.drop();
    world.server.silent = true;
    await world.clock.pass(5_000);
    world.server.silent = false;
    await world.clock.pass(8_000);
    expect(ann.now.phase).toBe("joined");
  });
});

describe("a seat that is gone", () => {
  it("means new connections with everybody, under the new id", async () => {
    const before = ann.now.you?.peerId;
    ann.socket.drop();
    world.server.expire(ann.user);
    await world.clock.pass(2_000);
    expect(ann.now.phase).toBe("joined");
    expect(ann.now.you?.peerId).not.toBe(before);
    expect(ann.network.open).toHaveLength(1);
    expect(ann.sees(ben)?.state).toBe("connected");
    expect(ben.sees(ann)).toMatchObject({ state: "connected", muted: false });
    expect(ben.now.people).toHaveLength(1);
  });
});

describe("a peer whose line broke", () => {
  it("is not repaired before words reach it, and then at once", async () => {
    ann.network.last.become("disconnected");
    ann.socket.drop();
    world.server.down = true;
    ann.session.renewal = "unreachable";
    await world.clock.pass(60_000);
    const { length } = ben.network.connections;
    expect(length).toBe(1);
    ben.network.last.become("failed");
    await world.clock.pass(30_000);
    expect(ben.network.connections).toHaveLength(1);
    world.server.down = false;
    ann.session.renewal = "renewed";
    await world.clock.pass(9_000);
    expect(ben.sees(ann)?.state).toBe("connected");
    expect(ann.sees(ben)?.state).toBe("connected");
    untouched(ann);
    untouched(ben);
  });
});
