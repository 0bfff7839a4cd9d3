import { describe, expect, it } from "vitest";

import { Apart } from "./apart";
import { FakeClock } from "./testing/clock";

function watch() {
  const clock = new FakeClock();
  const told: [string, boolean][] = [];
  const away = new Set<string>();
  const apart = new Apart({
    clock,
    isReachable: (peerId) => !away.has(peerId),
    onChange: (peerId, is) => told.push([peerId, is]),
  });
  return { clock, told, away, apart };
}

describe("people who cannot hear each other", () => {
  it("are told after eight seconds, whatever is tried meanwhile", async () => {
    const { clock, told, apart } = watch();
    apart.note("ada", "connecting");
    await clock.pass(2_000);
    apart.note("ada", "restarting");
    await clock.pass(5_900);
    expect(told).toEqual([]);
    await clock.pass(200);
    expect(told).toEqual([["ada", true]]);
    apart.note("ada", "rebuilding");
    await clock.pass(60_000);
    expect(told).toHaveLength(1);
  });

  it("are told when it is over", async () => {
    const { clock, told, apart } = watch();
    apart.note("ada", "connecting");
    await clock.pass(8_000);
    apart.note("ada", "connected");
    expect(told.at(-1)).toEqual(["ada", false]);
  });

  it("are told nothing when sound comes in time", async () => {
    const { clock, told, apart } = watch();
    apart.note("ada", "connecting");
    await clock.pass(7_000);
    apart.note("ada", "connected");
    await clock.pass(60_000);
    expect(told).toEqual([]);
  });

  it("who heard each other before are told later: the device may sleep", async () => {
    const { clock, told, apart } = watch();
    apart.note("ada", "connecting");
    apart.note("ada", "connected");
    apart.note("ada", "wobbly");
    await clock.pass(19_000);
    expect(told).toEqual([]);
    await clock.pass(1_000);
    expect(told).toEqual([["ada", true]]);
  });

  it("wait while no words reach them: that is another trouble", async () => {
    const { clock, told, away, apart } = watch();
    away.add("ada");
    apart.note("ada", "connecting");
    await clock.pass(30_000);
    expect(told).toEqual([]);
    away.clear();
    await clock.pass(8_000);
    expect(told).toEqual([["ada", true]]);
  });

  it("are forgotten when they leave", async () => {
    const { clock, told, apart } = watch();
    apart.note("ada", "connecting");
    apart.note("ada", "closed");
    await clock.pass(60_000);
    expect(told).toEqual([]);
  });
});
