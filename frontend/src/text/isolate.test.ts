import { expect, test } from "vitest";

import { isolatedFacts } from "./isolate";

test("a name that is written the other way is isolated, alone and among others", () => {
  const facts = ["ليلى", "Ada", ["Bob", "نور"], 3, null];
  expect(isolatedFacts(facts, "ltr")).toEqual([
    "\u2068ليلى\u2069",
    "Ada",
    ["Bob", "\u2068نور\u2069"],
    3,
    null,
  ]);
  expect(isolatedFacts(facts, "rtl")).toEqual([
    "ليلى",
    "\u2068Ada\u2069",
    ["\u2068Bob\u2069", "نور"],
    3,
    null,
  ]);
});
