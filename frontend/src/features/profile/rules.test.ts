import { expect, test } from "vitest";

import { usernameFrom, usernameRules } from "./rules";

test("a username follows from a name and keeps the rules", () => {
  expect(usernameFrom("Robin Example")).toBe("robin.example");
  expect(usernameFrom("Élodie d’Arc")).toBe("elodie.darc");
  expect(usernameFrom("  Ada   Lovelace ")).toBe("ada.lovelace");
  expect(usernameFrom("李小龍")).toBe("李小龍");
  expect(usernameFrom("x".repeat(60))).toHaveLength(30);
});

test("only letters, digits, underscores and dots pass", () => {
  const { value } = usernameRules().pattern;
  expect(value.test("robin_2.x")).toBe(true);
  for (const wrong of ["a b", "a-b", "a@b", "a/b", "😀"]) expect(value.test(wrong)).toBe(false);
});
