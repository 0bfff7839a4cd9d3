import { expect, it } from "vitest";

import { topicTrouble } from "./topic";

it("takes 1 to 80 characters, counted after trimming and as the server counts them", () => {
  expect(topicTrouble("  ")).toBe("missing");
  expect(topicTrouble(` ${"a".repeat(80)} `)).toBeNull();
  expect(topicTrouble("a".repeat(81))).toBe("too_long");
  expect(topicTrouble("🌿".repeat(80))).toBeNull();
});
