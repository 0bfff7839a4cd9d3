import { expect, test } from "vitest";

import { chimeFor, type Moment } from "./chimeRules";

const crowd = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `${n}`, name: "" }));
const two: Moment = { people: crowd(1), muted: true };

test("coming and leaving have a sound each, once for many", () => {
  expect(chimeFor(two, { ...two, people: crowd(4) }, false)).toBe("somebody_joined");
  expect(chimeFor({ ...two, people: crowd(4) }, two, false)).toBe("somebody_left");
  expect(chimeFor(two, two, false)).toBeNull();
});

test("in a large room there is none", () => {
  expect(chimeFor({ ...two, people: crowd(7) }, { ...two, people: crowd(8) }, false)).toBeNull();
  expect(chimeFor({ ...two, people: crowd(6) }, { ...two, people: crowd(7) }, false)).toBe(
    "somebody_joined",
  );
});

test("one hears one's own switch, but not a key that is held", () => {
  expect(chimeFor(two, { ...two, muted: false }, false)).toBe("unmuted");
  expect(chimeFor({ ...two, muted: false }, two, false)).toBe("muted");
  expect(chimeFor(two, { ...two, muted: false }, true)).toBeNull();
});
