import { expect, it } from "vitest";

import type { RoomNow } from "../wire";
import { asOfNow } from "./roomsNow";

const listed = { _id: "a", topic: "Tea", count: 1, full: false, people: [] };
const told: RoomNow = { _id: "a", count: 24, full: true, people: [] };
const rooms = new Map([["a", told]]);

it("believes what is told while it is told, however new the list is", () => {
  const now = { trueUntil: Infinity, rooms, gone: [] };
  expect(asOfNow(listed, now, 1e15)).toEqual({ ...listed, count: 24, full: true });
});

it("believes the newer of the two once nothing is told any more", () => {
  const now = { trueUntil: 500, rooms, gone: [] };
  expect(asOfNow(listed, now, 400).count).toBe(24);
  expect(asOfNow(listed, now, 600)).toBe(listed);
});

it("leaves a room alone of which nothing was told", () => {
  const now = { trueUntil: Infinity, rooms: new Map<string, RoomNow>(), gone: [] };
  expect(asOfNow(listed, now, 0)).toBe(listed);
});
