import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import { type Person, World } from "./testing/person";

let world: World;
let ann: Person;
let ben: Person;

beforeEach(() => {
  world = new World();
  ann = world.person("ann");
  ben = world.person("ben");
});

const refuse = (code: string): void => {
  world.server.refusal = { ok: false, code, detail: "No." };
};

describe("coming in", () => {
  it("begins with nothing, and nothing happens by itself", async () => {
    expect(ann.now).toMatchObject({ phase: "idle", people: [], microphone: "off", you: null });
    await world.clock.pass(60_000);
    expect(ann.socket.tries).toBe(0);
    expect(ann.microphones.asked).toHaveLength(0);
  });

  it("warms the line up without asking for anything", async () => {
    ann.voice.warmUp();
    await settled();
    expect(ann.socket.connected).toBe(true);
    expect(ann.asked).toEqual([]);
    expect(ann.now.phase).toBe("idle");
    expect(ann.rehearsals).toBe(0);
  });

  it("learns at the door what the room needs, and rehearses once", async () => {
    ann.voice.warmUp("tea");
    await settled();
    ann.voice.warmUp("tea");
    await settled();
    expect(ann.asked).toEqual([{ from: "ann", event: "prepare-join", payload: { roomId: "tea" } }]);
    expect(ann.rehearsals).toBe(1);
    expect(ann.now.phase).toBe("idle");
  });

  it("asks for the microphone and the server at the same time, and once each", async () => {
    ann.microphones.slow = true;
    const joining = ann.voice.join("tea", { microphone: true, muted: true });
    expect(ann.now).toMatchObject({ phase: "joining", roomId: "tea", microphone: "opening" });
    await joining;
    expect(ann.now).toMatchObject({ phase: "joined", microphone: "opening" });
    expect(ann.askedFor("join")).toHaveLength(1);
    expect(ann.microphones.asked).toHaveLength(1);
  });

  it("shows everybody with the ack, before any sound", async () => {
    await ann.enter("tea");
    ben.network.works = false;
    await ben.voice.join("tea", { microphone: true, muted: true });
    expect(ben.now.people.map(({ user, state }) => [user.name, state])).toEqual([
      ["ann", "connecting"],
    ]);
  });

  it("connects everybody with everybody, the newcomer offering", async () => {
    const cem = world.person("cem");
    for (const person of [ann, ben, cem]) await person.enter("tea");
    await settled();
    for (const [one, other] of [
      [ann, ben],
      [ben, cem],
      [cem, ann],
    ] as const) {
      expect(one.sees(other)?.state).toBe("connected");
      expect(other.sees(one)?.state).toBe("connected");
    }
    const offers = [ann, ben, cem].map(
      (person) =>
        person
          .askedFor("relay-sdp")
          .filter((words) => JSON.stringify(words).includes('"type":"offer"')).length,
    );
    expect(offers).toEqual([0, 1, 2]);
    expect(ann.network.open).toHaveLength(2);
  });

  it("is a listener without any question when it wants no microphone", async () => {
    await ann.voice.join("tea", { microphone: false, muted: false });
    expect(ann.microphones.asked).toHaveLength(0);
    expect(ann.now).toMatchObject({ microphone: "off", you: { muted: true } });
    expect(ann.askedFor("unmute")).toEqual([]);
  });

  it("is idempotent: a second click on the same room changes nothing", async () => {
    await ann.enter("tea");
    await ann.enter("tea", false);
    expect(ann.askedFor("join")).toHaveLength(1);
    expect(ann.now.you?.muted).toBe(true);
  });

  it("leaves one room for another", async () => {
    await ann.enter("tea");
    await ben.enter("tea");
    await ann.enter("coffee");
    expect(ann.now).toMatchObject({ phase: "joined", roomId: "coffee", people: [] });
    expect(ann.network.open).toHaveLength(0);
    expect(ben.now.people).toEqual([]);
  });
});

describe("not coming in", () => {
  it("fails with the server's code", async () => {
    refuse("room_not_found");
    await ann.enter("tea");
    expect(ann.now).toMatchObject({ phase: "failed", error: { code: "room_not_found" } });
    expect(ann.microphones.last.stopped).toBe(true);
    world.server.refusal = null;
    await ann.enter("tea");
    expect(ann.now).toMatchObject({ phase: "joined", error: null });
  });

  it("tries again by itself when the server is busy", async () => {
    refuse("unavailable");
    const joining = ann.voice.join("tea", { microphone: false, muted: true });
    await settled();
    expect(ann.now.phase).toBe("joining");
    world.server.refusal = null;
    await world.clock.pass(1_500);
    await joining;
    expect(ann.now.phase).toBe("joined");
  });

  it("says after a while that the server cannot be reached", async () => {
    world.server.down = true;
    ann.session.renewal = "unreachable";
    const joining = ann.voice.join("tea", { microphone: true, muted: true });
    await world.clock.pass(19_000);
    expect(ann.now.phase).toBe("joining");
    await world.clock.pass(1_000);
    await joining;
    expect(ann.now).toMatchObject({ phase: "failed", error: { code: "server_unreachable" } });
  });

  it("says so where the browser cannot make calls", async () => {
    ann.callable = false;
    await ann.enter("tea");
    expect(ann.now).toMatchObject({ phase: "failed", error: { code: "unsupported" } });
  });

  it("ends where the session is over", async () => {
    world.server.down = true;
    ann.session.renewal = "over";
    const joining = ann.voice.join("tea", { microphone: true, muted: true });
    await world.clock.pass(2_000);
    await joining;
    expect(ann.now).toMatchObject({ phase: "ended", ended: "session_ended" });
  });
});

describe("going", () => {
  beforeEach(async () => {
    await ann.enter("tea", false);
    await ben.enter("tea", false);
    await settled();
  });

  it("closes everything at once and tells the others", async () => {
    const leaving = ann.voice.leave();
    expect(ann.now).toMatchObject({ phase: "ended", ended: "left", people: [], you: null });
    expect(ann.microphones.last.stopped).toBe(true);
    expect(ann.network.open).toHaveLength(0);
    expect(ann.audios.every(({ removed }) => removed)).toBe(true);
    await leaving;
    await settled();
    expect(ben.now.people).toEqual([]);
    expect(ben.network.open).toHaveLength(0);
    expect(ann.socket.connected).toBe(true);
  });

  it("leaves nothing to say after a second one", async () => {
    await ann.voice.leave();
    await ann.voice.leave();
    expect(ann.now).toMatchObject({ phase: "idle", roomId: null, ended: null, room: null });
  });

  it("works without a line, too", async () => {
    ann.socket.drop();
    await ann.voice.leave();
    expect(ann.now.phase).toBe("ended");
    await world.clock.pass(60_000);
    expect(ann.askedFor("join")).toHaveLength(1);
  });

  it("closes the line as well when somebody signs out", async () => {
    await ann.voice.shutdown();
    await settled();
    expect(ann.socket.connected).toBe(false);
    expect(ann.now.phase).toBe("idle");
    expect(ben.now.people).toEqual([]);
    ann.voice.warmUp();
    await settled();
    expect(ann.socket.connected).toBe(true);
  });

  it("forgets a join that is answered too late", async () => {
    const joining = ann.voice.join("coffee", { microphone: true, muted: true });
    const leaving = ann.voice.leave();
    await Promise.all([joining, leaving]);
    await settled();
    expect(ann.now).toMatchObject({ phase: "ended", ended: "left" });
    expect(ann.network.open).toHaveLength(0);
    expect([...world.server.seats.values()].map(({ user }) => user.name)).toEqual(["ben"]);
  });
});

describe("being put out", () => {
  it("by one's other tab stops the microphone, and does not fight back", async () => {
    await ann.enter("tea", false);
    world.server.remove(ann.user, "replaced");
    await settled();
    expect(ann.now).toMatchObject({ phase: "ended", ended: "replaced" });
    expect(ann.microphones.last.stopped).toBe(true);
    await world.clock.pass(120_000);
    expect(ann.askedFor("join")).toHaveLength(1);
    expect(ann.socket.connected).toBe(true);
  });

  it("by the end of the session closes the line for good", async () => {
    await ann.enter("tea", false);
    world.server.remove(ann.user, "session_ended");
    await world.clock.pass(120_000);
    expect(ann.now).toMatchObject({ phase: "ended", ended: "session_ended" });
    expect(ann.socket.connected).toBe(false);
    expect(ann.socket.tries).toBe(1);
  });

  it("from another room than this one means nothing", async () => {
    await ann.enter("tea");
    ann.socket.deliver("removed", { reason: "kicked", roomId: "coffee" });
    await settled();
    expect(ann.now.phase).toBe("joined");
  });
});
