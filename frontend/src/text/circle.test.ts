import { expect, it } from "vitest";

import { copyByHand, tieWord, whatIsLeft } from "./circle";

const NOW = Date.parse("2026-11-24T12:00:00.000Z");
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();

it("says of a link when it ends and for how many it works", () => {
  const links = [null, 1, 4].map((usesLeft) => ({ expiresAt: at(6 * DAY_MS), usesLeft }));
  expect(links.map((link) => whatIsLeft(link, NOW))).toEqual([
    "Ends in 6 days, for anybody",
    "Ends in 6 days, for 1 more person",
    "Ends in 6 days, for 4 more people",
  ]);
});

it("says what somebody is, and of most people only since when", () => {
  expect(tieWord("owner", at(-DAY_MS), NOW)).toBe("Host");
  expect(tieWord("moderator", at(-DAY_MS), NOW)).toBe("Moderator");
  expect(tieWord("speaker", at(-3 * DAY_MS), NOW)).toBe("Joined 3 days ago");
  expect(tieWord("listener", at(-30_000), NOW)).toBe("Joined just now");
});

it("knows the keys that copy, and that a touch screen has none", () => {
  expect(copyByHand("Linux x86_64", false)).toContain("Ctrl+C");
  expect(copyByHand("MacIntel", false)).toContain("⌘C");
  expect(copyByHand("iPhone", true)).toContain("hold");
});
