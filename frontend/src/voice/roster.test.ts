import { describe, expect, it } from "vitest";

import type { PeerWords } from "../wire";
import { formerPeer, fromAnswer, patched, type People, withArrival, withSpeaking } from "./roster";
import { makeUser } from "./testing/server";

const peer = (name: string, change: Partial<PeerWords> = {}): PeerWords => ({
  peerId: `${name}-1`,
  user: makeUser(name),
  muted: false,
  hand: null,
  role: "speaker",
  away: false,
  offer: null,
  ...change,
});

const ids = (people: People): string[] => people.map(({ peerId }) => peerId);
const two = fromAnswer([], [peer("ann"), peer("ben")], false);

describe("the answer to a join", () => {
  it("keeps everybody's place and what only we know, and adds newcomers at the end", () => {
    const known = patched(two, "ben-1", { volume: 0.5, state: "connected" });
    const people = fromAnswer(
      known,
      [peer("cem"), peer("ben", { muted: true }), peer("ann")],
      false,
    );
    expect(ids(people)).toEqual(["ann-1", "ben-1", "cem-1"]);
    expect(people[1]).toMatchObject({ volume: 0.5, state: "connected", muted: true });
    expect(people[2]).toMatchObject({ state: "new", volume: 1 });
  });

  it("lets go of who is missing", () => {
    expect(ids(fromAnswer(two, [peer("ben")], false))).toEqual(["ben-1"]);
  });

  it("keeps who is missing as away while the server may not know everybody", () => {
    const people = fromAnswer(two, [peer("ben")], true);
    expect(people.map(({ away }) => away)).toEqual([true, false]);
  });

  it("never shows one person twice: who is back under another id is not missing", () => {
    expect(ids(fromAnswer(two, [peer("ann", { peerId: "ann-2" })], true))).toEqual([
      "ben-1",
      "ann-2",
    ]);
  });
});

describe("an arrival", () => {
  const arrival = {
    peerId: "cem-1",
    user: makeUser("cem"),
    muted: true,
    createOffer: false,
    offer: null,
  };

  it("comes in last, and is the owner when the room is theirs", () => {
    const people = withArrival(two, arrival, null);
    expect(ids(people)).toEqual(["ann-1", "ben-1", "cem-1"]);
    expect(people[2]).toMatchObject({ role: "speaker", muted: true, speaking: false });
  });

  it("changes only what the server knows of somebody who is there", () => {
    const known = patched(two, "ann-1", { away: true, state: "connected", volume: 0.3 });
    const people = withArrival(known, { ...arrival, ...peer("ann"), muted: true }, null);
    expect(people).toHaveLength(2);
    expect(people[0]).toMatchObject({ away: false, muted: true, state: "connected", volume: 0.3 });
  });

  it("knows whom it takes over from", () => {
    expect(formerPeer(two, { ...arrival, user: makeUser("ann") })).toBe("ann-1");
    expect(formerPeer(two, { ...arrival, peerId: "ann-1", user: makeUser("ann") })).toBeNull();
    expect(formerPeer(two, arrival)).toBeNull();
  });
});

describe("changes", () => {
  it("that change nothing give the same list", () => {
    expect(patched(two, "ann-1", { muted: false })).toBe(two);
    expect(patched(two, "nobody", { muted: true })).toBe(two);
    expect(withSpeaking(two, new Set())).toBe(two);
  });

  it("leave the others untouched", () => {
    const people = patched(two, "ann-1", { muted: true });
    expect(people[1]).toBe(two[1]);
  });

  it("never show somebody muted as speaking", () => {
    const speaking = withSpeaking(two, new Set(["ann-1"]));
    expect(speaking[0]?.speaking).toBe(true);
    const muted = patched(speaking, "ann-1", { muted: true });
    expect(muted[0]?.speaking).toBe(false);
    expect(withSpeaking(muted, new Set(["ann-1"]))).toBe(muted);
  });
});
