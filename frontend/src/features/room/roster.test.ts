import { describe, expect, it } from "vitest";

import type { VoicePerson, VoiceSnapshot } from "../../voice/types";
import type { UserWords } from "../../wire";
import { tilesOf } from "./roster";

const me: UserWords = {
  _id: "0".repeat(24),
  email: "robin@example.org",
  name: "Robin Example",
  username: "robin",
  avatar: "",
  bio: "",
  verified: true,
  profileCompleted: true,
  createdAt: "",
  updatedAt: "",
};

function person(name: string | null, more: Partial<VoicePerson> = {}): VoicePerson {
  const user = { _id: `u-${name}`, name, username: "somebody.else", avatar: "", bio: "" };
  return {
    peerId: `p-${name}`,
    user,
    role: "speaker",
    muted: false,
    speaking: false,
    away: false,
    state: "connected",
    apart: null,
    path: "direct",
    volume: 1,
    hushed: false,
    ...more,
  };
}

const room: VoiceSnapshot = {
  phase: "joined",
  roomId: "r1",
  room: null,
  you: {
    peerId: "p-me",
    role: "owner",
    muted: true,
    speaking: false,
    speakingMuted: false,
    shownMuted: false,
  },
  people: [person("Ada Lovelace", { speaking: true }), person("Bob"), person(null)],
  microphone: "live",
  deafened: false,
  playbackBlocked: false,
  serverRestarts: false,
  ended: null,
  error: null,
};

describe("the tiles of a room", () => {
  it("begin with you, then the others as they came, whoever speaks", () => {
    expect(tilesOf(room, me).map((tile) => tile.shownName)).toEqual([
      "Robin (you)",
      "Ada Lovelace",
      "Bob",
      "somebody.else",
    ]);
  });

  it("are named by who it is and what they do", () => {
    expect(tilesOf(room, me).map((tile) => tile.label)).toEqual([
      "Robin (you), muted",
      "Ada Lovelace, speaking",
      "Bob, microphone on",
      "somebody.else, microphone on",
    ]);
  });

  it("say nothing about a microphone that is on and silent, except your own", () => {
    const on = { ...room, you: { ...room.you!, muted: false } };
    expect(tilesOf(on, me).map((tile) => tile.status)).toEqual([
      "Microphone on",
      "Speaking",
      "",
      "",
    ]);
  });

  it("know whose level moves which ring", () => {
    expect(tilesOf(room, me).map((tile) => tile.levelOf)).toEqual([
      "me",
      "p-Ada Lovelace",
      "p-Bob",
      "p-null",
    ]);
  });
});
