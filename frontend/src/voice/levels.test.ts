import { describe, expect, it } from "vitest";

import { Hearing, levelOf, Levels } from "./levels";
import { FakeClock } from "./testing/clock";

describe("a level", () => {
  it("is 0 at silence and below -60 dB, 1 at full scale, and even in decibels between", () => {
    expect(levelOf(0)).toBe(0);
    expect(levelOf(0.0001)).toBe(0);
    expect(levelOf(0.001)).toBeCloseTo(0);
    expect(levelOf(0.0316)).toBeCloseTo(0.5, 2);
    expect(levelOf(1)).toBe(1);
    expect(levelOf(2)).toBe(1);
  });
});

describe("hearing one person", () => {
  it("begins with a loud moment and ends a quarter of a second after the last one", () => {
    const hearing = new Hearing();
    expect(hearing.hear(0.5, 0)).toBe(true);
    expect(hearing.hear(0, 100)).toBe(true);
    expect(hearing.hear(0, 240)).toBe(true);
    expect(hearing.hear(0, 250)).toBe(false);
  });

  it("goes on at a level that would not begin it", () => {
    const hearing = new Hearing();
    expect(hearing.hear(0.35, 0)).toBe(false);
    hearing.hear(0.5, 100);
    expect(hearing.hear(0.35, 1_000)).toBe(true);
    expect(hearing.hear(0.29, 1_100)).toBe(true);
    expect(hearing.hear(0.29, 1_300)).toBe(false);
  });
});

function measured(): { clock: FakeClock; levels: Levels; count: () => number } {
  const clock = new FakeClock();
  let measurements = 0;
  const levels = new Levels({
    clock,
    measure() {
      measurements++;
      return new Map([["me", 1]]);
    },
    onSpeaking: () => undefined,
  });
  return { clock, levels, count: () => measurements };
}

describe("measuring", () => {
  it("happens ten times a second while somebody looks, and not otherwise", async () => {
    const { clock, levels, count } = measured();
    await clock.pass(1_000);
    expect(count()).toBe(0);
    const seen: number[] = [];
    const stop = levels.subscribe((map) => seen.push(map.get("me") ?? -1));
    levels.subscribe(() => undefined)();
    await clock.pass(1_000);
    expect(seen).toEqual(Array(10).fill(1));
    stop();
    await clock.pass(1_000);
    expect(count()).toBeLessThanOrEqual(11);
  });

  it("happens in a room also when nobody looks", async () => {
    const { clock, levels, count } = measured();
    levels.setInRoom(true);
    await clock.pass(1_000);
    expect(count()).toBe(10);
    levels.setInRoom(false);
    await clock.pass(1_000);
    expect(count()).toBeLessThanOrEqual(11);
  });
});
