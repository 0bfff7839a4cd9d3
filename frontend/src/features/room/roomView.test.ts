import { describe, expect, it } from "vitest";

import type { VoiceSnapshot } from "../../voice/types";
import { atDoor, roomView } from "./roomView";

const idle: VoiceSnapshot = {
  phase: "idle",
  roomId: "r1",
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

describe("the screen of a room", () => {
  it("is the door until somebody asks to come in, whatever an older stay says", () => {
    const ended = { ...idle, phase: "ended" as const, ended: "left" as const };
    expect(roomView(ended, "r1", false)).toEqual({ screen: "entrance", joining: false });
    expect(roomView({ ...idle, phase: "joined" }, "other", true).screen).toBe("entrance");
  });

  it("stays at the door while joining and goes in with the server's answer", () => {
    expect(roomView({ ...idle, phase: "joining" }, "r1", true)).toEqual({
      screen: "entrance",
      joining: true,
    });
    expect(roomView({ ...idle, phase: "joined" }, "r1", true).screen).toBe("call");
  });

  it("stays inside while the line is cut: the sound goes on", () => {
    expect(roomView({ ...idle, phase: "reconnecting" }, "r1", true).screen).toBe("call");
  });

  it.each([
    ["left", "join"],
    ["replaced", "join"],
    ["session_ended", "sign_in"],
    ["room_ended", "none"],
    ["kicked", "none"],
  ] as const)("after %s offers the way back: %s", (reason, way) => {
    expect(roomView({ ...idle, phase: "ended", ended: reason }, "r1", true)).toMatchObject({
      screen: "outside",
      way,
    });
  });

  it.each([
    ["room_not_found", "none"],
    ["room_full", "join"],
    ["server_unreachable", "join"],
    ["session_required", "sign_in"],
    ["rate_limited", "join"],
  ] as const)("after a join refused with %s offers: %s", (code, way) => {
    const failed = { ...idle, phase: "failed" as const, error: { code, detail: "Why." } };
    expect(roomView(failed, "r1", true)).toMatchObject({ screen: "outside", way });
  });
});

describe("a room that cannot be looked at", () => {
  const refusal = { detail: "", issues: [], retryAfterS: null };
  const noRoom = { ...refusal, code: "room_not_found" as const };
  const noServer = { ...refusal, code: "server_unreachable" as const };
  const door = roomView(idle, "r1", false);

  it("is not there, or can be asked for again", () => {
    expect(atDoor(door, noRoom, false)).toMatchObject({ screen: "outside", way: "none" });
    expect(atDoor(door, noServer, false)).toMatchObject({ screen: "outside", way: "reload" });
  });

  it("keeps its door while only the server is away, not when it is closed to one meanwhile", () => {
    expect(atDoor(door, noServer, true)).toBe(door);
    expect(atDoor(door, noRoom, true).screen).toBe("outside");
  });

  it("says nothing to who is inside", () => {
    const inside = roomView({ ...idle, phase: "joined" }, "r1", true);
    expect(atDoor(inside, noRoom, true)).toBe(inside);
  });
});
