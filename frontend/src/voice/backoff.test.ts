import { expect, it } from "vitest";

import { reconnectDelay } from "./backoff";

it("spreads the first try over half a second to one and a half", () => {
  expect(reconnectDelay(0, 0)).toBe(500);
  expect(reconnectDelay(0, 1)).toBe(1_500);
});

it("grows from try to try and never waits longer than eight seconds", () => {
  const longest = [0, 1, 2, 3, 4, 5, 50].map((tries) => Math.round(reconnectDelay(tries, 1)));
  expect(longest).toEqual([1_500, 2_250, 3_375, 5_063, 7_594, 8_000, 8_000]);
});

it("still spreads when it has grown as far as it goes", () => {
  expect(reconnectDelay(50, 0)).toBeLessThan(3_000);
});
