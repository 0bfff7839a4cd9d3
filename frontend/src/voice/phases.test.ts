import { describe, expect, it } from "vitest";

import { isInside, nextPhase, type PhaseEvent } from "./phases";
import type { VoicePhase } from "./types";

const EVENTS: readonly PhaseEvent[] = ["join", "admitted", "cut", "out", "refused", "reset"];

/** What comes of each phase, in the order of the events above. */
const EXPECTED: readonly (readonly [VoicePhase, string])[] = [
  ["idle", "joining idle idle idle idle idle"],
  ["joining", "joining joined joining ended failed joining"],
  ["joined", "joining joined reconnecting ended failed joined"],
  ["reconnecting", "joining joined reconnecting ended failed reconnecting"],
  ["ended", "joining ended ended ended ended idle"],
  ["failed", "joining failed failed failed failed idle"],
];

describe("the table of a stay in a room", () => {
  for (const [phase, row] of EXPECTED) {
    it(`knows what becomes of "${phase}" after every event`, () => {
      const next = EVENTS.map((event) => nextPhase(phase, event));
      expect(next.join(" ")).toBe(row);
    });
  }

  it("counts joining, joined and reconnecting as inside", () => {
    const inside = EXPECTED.map(([phase]) => phase).filter(isInside);
    expect(inside).toEqual(["joining", "joined", "reconnecting"]);
  });
});
