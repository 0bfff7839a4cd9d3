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
const plain = { holding: false, holds: false, unconfirmed: false };
const muted: VoiceSnapshot = { ...talking, you: { ...talking.you!, muted: true } };
const lost: VoicePerson = {
  peerId: "p-ada",
  user: { _id: "a".repeat(24), name: "Ada", username: "ada", avatar: "", bio: "" },
  role: "speaker",
  muted: false,
  speaking: false,
  away: false,
  state: "lost",
  apart: null,
  path: "direct",
  volume: 1,
  hushed: false,
};

describe("the microphone control", () => {
  it("says what a press does and what is true", () => {
    expect(micWords(talking, plain)).toMatchObject({ look: "live", action: "Mute" });
    expect(micWords(muted, plain)).toMatchObject({ look: "muted", truth: "You are muted" });
  });

  it("says how to stop while it is held", () => {
    expect(micWords(talking, { ...plain, holding: true }).truth).toBe("Release to stop");
  });

  it("is never live without a microphone, whatever else is claimed", () => {
    const denied = micWords({ ...talking, microphone: "denied" }, plain);
    expect(denied).toMatchObject({ look: "alert", truth: "Microphone is blocked" });
    expect(micWords({ ...muted, microphone: "opening" }, plain).look).toBe("opening");
  });

  it("is never live while the sound reaches nobody", () => {
    expect(micWords({ ...talking, people: [lost] }, plain).look).toBe("alert");
  });

  it("is never live while the server goes on showing that it is muted", () => {
    const words = micWords(talking, { ...plain, unconfirmed: true });
    expect(words).toMatchObject({ look: "alert", action: "Mute" });
    expect(words.truth).toBe("Others still see you as muted");
  });

  it("is an alert when it is on and gives nothing, or the system holds it back", () => {
    const silent = micWords({ ...talking, microphone: "silent" }, plain);
    expect(silent).toMatchObject({ look: "alert", action: "Mute" });
    const paused = micWords({ ...muted, microphone: "paused" }, plain);
    expect(paused).toMatchObject({ look: "alert", action: "Unmute" });
  });

  it("says that it is to be held, for who talks so", () => {
    const words = micWords(muted, { ...plain, holds: true });
    expect(words).toMatchObject({ look: "muted", action: "Hold to talk", truth: "Or hold Space" });
  });

  it("calls a listener a listener", () => {
    expect(micWords({ ...muted, microphone: "off" }, plain).truth).toBe("You are listening");
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
