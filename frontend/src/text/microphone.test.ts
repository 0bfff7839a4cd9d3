import { describe, expect, test } from "vitest";

import type { MicrophoneState } from "../voice/types";
import { microphoneProblem } from "./microphone";

const BROKEN: readonly MicrophoneState[] = [
  "silent",
  "paused",
  "dismissed",
  "denied",
  "system_denied",
  "missing",
  "busy",
  "unplugged",
  "insecure",
  "policy",
  "unsupported",
];

test.each(BROKEN)("%s says what happened and what to do next", (state) => {
  const problem = microphoneProblem(state, "");
  expect(problem?.title).toBeTruthy();
  expect(problem?.hint).toBeTruthy();
});

test("nothing is said while nothing is wrong", () => {
  for (const state of ["off", "opening", "live"] as const) {
    expect(microphoneProblem(state, "")).toBeUndefined();
  }
});

test("what only the person who runs the server can change can be handed on", () => {
  expect(microphoneProblem("insecure", "")?.forAdmin).toContain("https");
  expect(microphoneProblem("policy", "")?.forAdmin).toContain("microphone=(self)");
});

describe("where to allow it", () => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
  const safari =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15";

  test("is said in the words of the browser", () => {
    expect(microphoneProblem("denied", firefox)?.hint).toContain("crossed-out microphone");
    expect(microphoneProblem("denied", chrome)?.hint).toContain("left of the address");
    expect(microphoneProblem("denied", safari)?.hint).toContain("Settings for this Website");
    expect(microphoneProblem("denied", "another")?.hint).toContain("settings of this site");
  });

  test("and of the system", () => {
    expect(microphoneProblem("system_denied", chrome)?.hint).toContain("desktop apps");
    expect(microphoneProblem("system_denied", safari)?.hint).toContain("System Settings");
  });
});
