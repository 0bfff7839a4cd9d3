import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Comings, comings, Doorbell } from "./comings";

const ada = { id: "1", name: "Ada" };
const bob = { id: "2", name: "Bob" };
const cleo = { id: "3", name: "Cleo" };

it("names who came and who went between two rosters", () => {
  expect(comings([ada], [bob])).toEqual({ joined: ["Bob"], left: ["Ada"] });
});

describe("the doorbell", () => {
  let told: Comings[];
  let bell: Doorbell;

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    bell = new Doorbell((moved) => told.push(moved), 2000);
    bell.see([ada]);
  });

  afterEach(() => {
    bell.stop();
    vi.useRealTimers();
  });

  it("tells nothing about those who were there before", () => {
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([]);
  });

  it("tells everybody who came within one window in one sentence", () => {
    bell.see([ada, bob]);
    vi.advanceTimersByTime(1500);
    bell.see([ada, bob, cleo]);
    vi.advanceTimersByTime(500);
    expect(told).toEqual([{ joined: ["Bob", "Cleo"], left: [] }]);
  });

  it("says nothing about somebody who went and came back in between", () => {
    bell.see([]);
    bell.see([ada]);
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([]);
  });

  it("tells the next window from where the last one ended", () => {
    bell.see([ada, bob]);
    vi.advanceTimersByTime(2000);
    bell.see([bob]);
    vi.advanceTimersByTime(2000);
    expect(told[1]).toEqual({ joined: [], left: ["Ada"] });
  });
});
