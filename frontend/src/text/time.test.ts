import { describe, expect, it } from "vitest";

import { clockText, longAge, shortAge, timeLeft } from "./time";

const NOW = Date.parse("2026-11-24T12:00:00.000Z");
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

describe("a running clock", () => {
  it("shows minutes and seconds, and hours once there are any", () => {
    expect([0, 7_999, 1_458_000, 3_723_000].map(clockText)).toEqual([
      "0:00",
      "0:07",
      "24:18",
      "1:02:03",
    ]);
  });

  it("never runs below zero", () => {
    expect(clockText(-5)).toBe("0:00");
  });
});

describe("an age", () => {
  it("is short on a card", () => {
    expect([0, 25, 60, 70, 600, 1440, 4320].map((min) => shortAge(ago(min), NOW))).toEqual([
      "new",
      "25 min",
      "1 h",
      "1 h 10 min",
      "10 h",
      "1 day",
      "3 days",
    ]);
  });

  it("is a phrase in a sentence", () => {
    expect([0, 1, 25, 180, 2880].map((min) => longAge(ago(min), NOW))).toEqual([
      "just now",
      "1 minute ago",
      "25 minutes ago",
      "3 hours ago",
      "2 days ago",
    ]);
  });

  it("of a time to come, or of no time at all, is new", () => {
    expect(shortAge(ago(-5), NOW)).toBe("new");
    expect(longAge("never", NOW)).toBe("just now");
  });
});

it("says what is left to the nearest, and never a time that has passed", () => {
  const left = [7 * 1440, 7 * 1440 - 1, 1440, 1400, 59.9, 5, 0, -3];
  expect(left.map((minutes) => timeLeft(ago(-minutes), NOW))).toEqual([
    "in 7 days",
    "in 7 days",
    "in 1 day",
    "in 23 hours",
    "in 1 hour",
    "in 5 minutes",
    "in a moment",
    "in a moment",
  ]);
});
