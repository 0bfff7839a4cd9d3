import { describe, expect, it } from "vitest";

import type { RoomSummary } from "../../wire";
import { holdOrder, matching, mergeRooms } from "./arrange";

function room(id: string, count: number, createdAt = "2026-11-24T10:00:00.000Z"): RoomSummary {
  return {
    _id: id,
    topic: `Topic ${id}`,
    roomType: "public",
    authors: [],
    count,
    createdAt,
    mode: "open",
    locked: false,
    full: false,
    people: [],
  };
}

const ids = (rooms: readonly RoomSummary[]) => rooms.map((each) => each._id);

describe("the list of rooms", () => {
  it("holds each room once, liveliest first, then newest", () => {
    const old = room("old", 0, "2026-11-20T10:00:00.000Z");
    const merged = mergeRooms([room("full", 9), old], [room("mine", 2), old]);
    expect(ids(merged)).toEqual(["full", "mine", "old"]);
  });

  it("believes the shared list where both know a room", () => {
    expect(mergeRooms([room("a", 3)], [room("a", 1)])[0]?.count).toBe(3);
  });

  it("moves nothing while somebody points at it: new rooms come last, gone rooms go", () => {
    const rooms = [room("new", 9), room("b", 8), room("a", 1)];
    expect(ids(holdOrder(rooms, ["a", "gone", "b"]))).toEqual(["a", "b", "new"]);
  });

  it("finds by part of the topic, whatever the case", () => {
    expect(ids(matching([room("a", 1), room("b", 1)], " TOPIC b"))).toEqual(["b"]);
    expect(matching([room("a", 1)], " ")).toHaveLength(1);
  });
});
