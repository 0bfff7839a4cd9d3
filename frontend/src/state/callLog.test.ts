import { describe, expect, it } from "vitest";

import type { VoicePerson, VoiceSnapshot } from "../voice/types";
import { CallLog } from "./callLog";

const idle: VoiceSnapshot = {
  phase: "idle",
  roomId: null,
  room: null,
  you: null,
  people: [],
  microphone: "off",
  deafened: false,
  playbackBlocked: false,
  serverRestarts: false,
  ended: null,
  error: null,
};
const ada: VoicePerson = {
  peerId: "peer-of-ada",
  user: { _id: "a".repeat(24), name: "Ada", username: "ada", avatar: "picture", bio: "" },
  role: "speaker",
  muted: true,
  speaking: false,
  away: false,
  state: "connecting",
  apart: null,
  path: null,
  volume: 1,
  hushed: false,
};

function logged(...pictures: VoiceSnapshot[]): string[] {
  let kept = "";
  const log = new CallLog({ now: () => 0, load: () => null, keep: (text) => (kept = text) });
  for (const picture of [idle, ...pictures]) log.see(picture);
  return kept.split("\n").map((line) => line.replace("1970-01-01T00:00:00.000Z ", ""));
}

describe("the log of calls", () => {
  it("has states and paths, by numbers in place of names", () => {
    const inside: VoiceSnapshot = { ...idle, phase: "joined", roomId: "secret", people: [ada] };
    const heard = { ...ada, state: "connected", path: "relay", muted: false } as const;
    const lines = logged(
      inside,
      { ...inside, people: [heard] },
      { ...inside, people: [{ ...heard, speaking: true, volume: 0.5 }] },
      { ...inside, people: [{ ...heard, state: "lost", apart: "no_relay", away: true }] },
      { ...inside, people: [] },
      { ...idle, phase: "ended", ended: "left" },
    );
    expect(lines).toEqual([
      "room joined",
      "person 1 connecting",
      "person 1 muted",
      "person 1 connected",
      "person 1 path relay",
      "person 1 unmuted",
      "person 1 lost",
      "person 1 apart: no_relay",
      "person 1 away",
      "person 1 gone",
      "room ended: left",
    ]);
  });

  it("keeps the newest lines, and those of before", () => {
    let kept = "old line";
    const log = new CallLog({ now: () => 0, load: () => kept, keep: (text) => (kept = text) });
    log.see(idle);
    log.see({ ...idle, microphone: "live" });
    expect(kept.split("\n")).toHaveLength(2);
    for (let turn = 0; turn < 300; turn++) {
      log.see({ ...idle, microphone: "denied" });
      log.see({ ...idle, microphone: "live" });
    }
    expect(kept.split("\n")).toHaveLength(400);
    expect(kept).not.toContain("old line");
  });
});
