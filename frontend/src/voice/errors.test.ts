import { describe, expect, it } from "vitest";

import { afterRefusedJoin, microphoneTrouble, Refusal } from "./errors";
import type { MicrophoneState } from "./types";

describe("why there is no microphone", () => {
  const cases: [name: string, message: string, PermissionState | null, MicrophoneState][] = [
    ["NotAllowedError", "Permission denied", "denied", "denied"],
    ["NotAllowedError", "Permission denied", null, "denied"],
    ["NotAllowedError", "Permission denied", "granted", "denied"],
    ["NotAllowedError", "Permission denied", "prompt", "dismissed"],
    ["NotAllowedError", "Permission dismissed", null, "dismissed"],
    ["NotAllowedError", "Permission denied by system", "granted", "system_denied"],
    ["NotAllowedError", "Permission denied by system", "prompt", "system_denied"],
    ["SecurityError", "", null, "policy"],
    ["NotFoundError", "Requested device not found", "granted", "missing"],
    ["OverconstrainedError", "", "granted", "missing"],
    ["NotReadableError", "Could not start audio source", "granted", "busy"],
    ["AbortError", "", "granted", "busy"],
    ["TypeError", "", null, "unsupported"],
  ];
  for (const [name, message, permission, state] of cases) {
    it(`is "${state}" after ${name} "${message}" with permission ${permission}`, () => {
      expect(microphoneTrouble({ name, message, permission })).toBe(state);
    });
  }
});

describe("a refused join", () => {
  it("fails where the room or the person is the reason", () => {
    for (const code of [
      "room_not_found",
      "room_full",
      "room_locked",
      "profile_incomplete",
    ] as const) {
      expect(afterRefusedJoin(code, false)).toBe("failed");
      expect(afterRefusedJoin(code, true)).toBe("failed");
    }
  });

  it("is asked again where the server is the reason", () => {
    expect(afterRefusedJoin("unavailable", false)).toBe("again");
    expect(afterRefusedJoin("unavailable", true)).toBe("again");
  });

  it("waits by itself for a limit only when the person was inside already", () => {
    expect(afterRefusedJoin("rate_limited", true)).toBe("again");
    expect(afterRefusedJoin("rate_limited", false)).toBe("failed");
  });

  it("ends the session where the session ended", () => {
    expect(afterRefusedJoin("session_required", false)).toBe("session_over");
  });

  it("keeps a code it does not know, and its sentence", () => {
    const refusal = Refusal.from({ ok: false, code: "moon_full", detail: "The moon is full." });
    expect(refusal).toMatchObject({ code: "moon_full", message: "The moon is full." });
  });
});
