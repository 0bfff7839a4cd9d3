import { describe, expect, it } from "vitest";

import type { VoicePerson, VoiceYou } from "../../voice/types";
import { isUnheard, personState, yourState } from "./tileState";

const ada: VoicePerson = {
  peerId: "p-ada",
  user: { _id: "a".repeat(24), name: "Ada Lovelace", username: "ada", avatar: "", bio: "" },
  role: "speaker",
  muted: false,
  speaking: false,
  away: false,
  state: "connected",
  apart: null,
  path: "direct",
  volume: 1,
  hushed: false,
};
const you: VoiceYou = {
  peerId: "p-you",
  role: "owner",
  muted: false,
  speaking: false,
  speakingMuted: false,
  shownMuted: false,
};

describe("the tile of somebody else", () => {
  it("says nothing special when the microphone is on and silent", () => {
    expect(personState(ada)).toBe("on");
  });

  it("says speaking only while unmuted", () => {
    expect(personState({ ...ada, speaking: true })).toBe("speaking");
    expect(personState({ ...ada, speaking: true, muted: true })).toBe("muted");
  });

  it("says reconnecting before anything else when no sound can travel", () => {
    expect(personState({ ...ada, muted: true, state: "lost" })).toBe("reconnecting");
    expect(personState({ ...ada, speaking: true, state: "restarting" })).toBe("reconnecting");
  });

  it("keeps its face while only the signalling is away, because the sound goes on", () => {
    expect(personState({ ...ada, speaking: true, away: true })).toBe("speaking");
  });

  it("says poor connection while it wobbles, unless muted says more", () => {
    expect(personState({ ...ada, speaking: true, state: "wobbly" })).toBe("poor");
    expect(personState({ ...ada, muted: true, state: "wobbly" })).toBe("muted");
  });

  it("says so when I turned them all the way down", () => {
    expect(personState({ ...ada, speaking: true, volume: 0 })).toBe("hushed");
  });

  it("says no connection before anything else when both should know", () => {
    const apart = { ...ada, muted: true, state: "restarting", apart: "no_relay" } as const;
    expect(personState(apart)).toBe("apart");
  });

  it("does not call reconnecting what was never connected", () => {
    const never = { ...ada, path: null, state: "restarting" } as const;
    expect(personState(never)).toBe("connecting");
    expect(isUnheard([never])).toBe(false);
  });

  it("says connecting until the first sound can come", () => {
    expect(personState({ ...ada, state: "new" })).toBe("connecting");
  });
});

describe("your own tile", () => {
  it("tells muted from speaking from on", () => {
    expect(yourState({ ...you, muted: true, speaking: true }, "live")).toBe("muted");
    expect(yourState({ ...you, speaking: true }, "live")).toBe("speaking");
    expect(yourState(you, "live")).toBe("on");
  });

  it("never says on when there is no microphone", () => {
    expect(yourState(you, "denied")).toBe("no_microphone");
    expect(yourState({ ...you, muted: true }, "unplugged")).toBe("no_microphone");
  });

  it("calls a listener muted, not broken", () => {
    expect(yourState({ ...you, muted: true }, "off")).toBe("muted");
  });
});

describe("being unheard", () => {
  it("is true only when there are others and the sound reaches none of them", () => {
    expect(isUnheard([])).toBe(false);
    expect(isUnheard([{ ...ada, state: "lost" }])).toBe(true);
    expect(isUnheard([{ ...ada, state: "lost" }, ada])).toBe(false);
  });
});
