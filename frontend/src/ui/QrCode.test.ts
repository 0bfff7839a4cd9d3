import { expect, test } from "vitest";

import { pathOf } from "./QrCode";

test("each dark module of a code is a square of the path, in its place", () => {
  expect(
    pathOf([
      [true, false],
      [false, true],
    ]),
  ).toBe("M0 0h1v1h-1zM1 1h1v1h-1z");
});
