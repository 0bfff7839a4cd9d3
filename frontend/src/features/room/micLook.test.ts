import { describe, expect, it } from "vitest";

import type { VoicePerson, VoiceSnapshot } from "../../voice/types";
import { micWords } from "./micLook";
import { troubleOf } from "./trouble";

const talking: VoiceSnapshot = {
  phase: "joined",
  roomId: "r1",
  room: null,
  you: {
    peerId: "p-you",
    role: "speaker",
    muted: false,
    speaking: false,
    speakingMuted: false,
    shownMuted: false,
  },
  people: [],
  microphone: "live",
  deafened: false,
  playbackBlocked: false,
  serverRestarts: false,
  ended: null,
  error: null,
};
const muted: VoiceSnapshot = { ...talking, you: { ...talking.you!, muted: true } };
const lost: VoicePerson = {
  peerId: "p-ada",
  user: { _id: "a".repeat(24), name: "Ada", username: "ada", avatar: "", bio: "" },
  role: "speaker",
  muted: false,
  speaking: false,
  away: false,
  state: "lost",
  volume: 1,
  hushed: false,
};

describe("the microphone control", () => {
  it("says what a press does and what is true", () => {
    expect(micWords(talking, false)).toMatchObject({ look: "live", action: "Mute" });
    expect(micWords(muted, false)).toMatchObject({ look: "muted", truth: "You are muted" });
  });

  it("says how to stop while Space is held", () => {
    expect(micWords(talking, true).truth).toBe("Release Space to stop");
  });

  it("is never live without a microphone, whatever else is claimed", () => {
    const denied = micWords({ ...talking, microphone: "denied" }, false);
    expect(denied).toMatchObject({ look: "alert", truth: "Microphone is blocked" });
    expect(micWords({ ...muted, microphone: "opening" }, false).look).toBe("opening");
  });

  it("is never live while the sound reaches nobody", () => {
    expect(micWords({ ...talking, people: [lost] }, false).look).toBe("alert");
  });

  it("calls a listener a listener", () => {
    expect(micWords({ ...muted, microphone: "off" }, false).truth).toBe("You are listening");
  });
});

describe("the banner", () => {
  it("is about the worst: unheard, then the line, then the microphone", () => {
    const all: VoiceSnapshot = {
      ...talking,
      phase: "reconnecting",
      microphone: "denied",
      people: [lost],
    };
    expect(troubleOf(all, true)?.kind).toBe("unheard");
    expect(troubleOf({ ...all, people: [] }, true)?.kind).toBe("reconnecting");
    expect(troubleOf({ ...all, people: [] }, false)?.kind).toBe("offline");
    expect(troubleOf({ ...talking, microphone: "busy" }, true)?.kind).toBe("microphone");
  });

  it("is not there when all is well, nor for who only listens", () => {
    expect(troubleOf(talking, true)).toBeNull();
    expect(troubleOf({ ...muted, microphone: "off" }, true)).toBeNull();
  });
});
