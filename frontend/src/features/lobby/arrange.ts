/** The order of rooms in the lobby: the server's, except under a pointer, where nothing moves. */
import type { RoomSummary } from "../../wire";

/** All of both lists once, liveliest first, then newest: the order the server gives each of them. */
export function mergeRooms(
  listed: readonly RoomSummary[],
  mine: readonly RoomSummary[],
): RoomSummary[] {
  const byId = new Map([...mine, ...listed].map((room) => [room._id, room]));
  return [...byId.values()].toSorted(
    (a, b) => b.count - a.count || b.createdAt.localeCompare(a.createdAt),
  );
}

/** Rooms in the order of `shown` ids; what is new comes last, what is gone is gone. */
export function holdOrder(rooms: readonly RoomSummary[], shown: readonly string[]): RoomSummary[] {
  const place = new Map(shown.map((id, at) => [id, at]));
  const at = (room: RoomSummary) => place.get(room._id) ?? shown.length;
  return rooms.toSorted((a, b) => at(a) - at(b));
}

/** Rooms whose topic holds the text, whatever the case: what the server does for its own list. */
export function matching(rooms: readonly RoomSummary[], search: string): readonly RoomSummary[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return rooms;
  return rooms.filter((room) => room.topic.toLowerCase().includes(wanted));
}
