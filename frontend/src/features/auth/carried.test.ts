import { expect, test } from "vitest";

import { carriedIn } from "./carried";

test("what a page was told is what it reads", () => {
  const told = { email: "ada@example.org", mailedAt: 7, token: "abc", passwordChanged: true };
  expect(carriedIn(told)).toEqual(told);
});

test("a history entry of another version, or of nobody, says nothing", () => {
  for (const state of [null, undefined, "text", 7]) expect(carriedIn(state)).toEqual({});
  expect(carriedIn({ email: 7, mailedAt: "now", token: null, passwordChanged: "yes" })).toEqual({});
});
