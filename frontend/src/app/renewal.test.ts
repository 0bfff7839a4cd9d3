import { expect, test } from "vitest";

import { renewalDelayMs, waitForRenewalMs } from "./renewal";

const NOW = Date.parse("2026-11-24T07:00:00.000Z");

test("a session is renewed a minute before it expires", () => {
  expect(renewalDelayMs("2026-11-24T07:15:00.000Z", NOW)).toBe(14 * 60_000);
});

test("who wakes up late renews at once", () => {
  expect(renewalDelayMs("2026-11-24T06:59:00.000Z", NOW)).toBe(0);
  expect(renewalDelayMs("2026-11-24T07:00:30.000Z", NOW)).toBe(0);
});

test("without an expiry there is nothing to renew", () => {
  expect(renewalDelayMs(null, NOW)).toBeNull();
});

test("a short life is renewed in its second half", () => {
  expect(waitForRenewalMs(15 * 60_000)).toBe(14 * 60_000);
  expect(waitForRenewalMs(30_000)).toBe(15_000);
  expect(waitForRenewalMs(500)).toBe(1_000);
});

test("a clock that is ahead of the server's does not make it renew in a circle", () => {
  expect(waitForRenewalMs(-86_400_000)).toBe(20_000);
});
