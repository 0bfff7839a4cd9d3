import { expect, test } from "vitest";

import type { RoomSummary } from "../../wire";
import { offer, ofKind } from "./filter";

function room(id: string, more: Partial<RoomSummary> = {}): RoomSummary {
  return {
    _id: id,
    topic: `Topic ${id}`,
    roomType: "public",
    authors: [],
    count: 0,
    createdAt: "2026-11-24T10:00:00.000Z",
    mode: "open",
    locked: false,
    full: false,
    people: [],
    ...more,
  };
}

const ids = (rooms: readonly RoomSummary[]) => rooms.map((each) => each._id);
const ROOMS = [room("a", { count: 2 }), room("b", { roomType: "private" }), room("c")];

test("a filter keeps one kind, or the rooms where somebody is", () => {
  expect(ids(ofKind(ROOMS, "all"))).toEqual(["a", "b", "c"]);
  expect(ids(ofKind(ROOMS, "live"))).toEqual(["a"]);
  expect(ids(ofKind(ROOMS, "public"))).toEqual(["a", "c"]);
  expect(ids(ofKind(ROOMS, "private"))).toEqual(["b"]);
  expect(ids(ofKind(ROOMS, "group"))).toEqual([]);
});

test("rooms that came meanwhile are counted and wait", () => {
  const { rooms, more } = offer(ROOMS, new Set(["c", "gone"]));
  expect(ids(rooms)).toEqual(["c"]);
  expect(more).toBe(2);
});

test("where nothing stands nothing waits", () => {
  expect(offer(ROOMS, new Set())).toEqual({ rooms: ROOMS, more: 0 });
});
