/** Which rooms of the list one wants to see, and which came while one looked. Pure. */
import type { RoomSummary, RoomType } from "../../wire";

export const SHOWN = ["all", "live", "public", "private", "group"] as const;

export type Shown = (typeof SHOWN)[number];

export function ofKind(rooms: readonly RoomSummary[], shown: Shown): readonly RoomSummary[] {
  if (shown === "all") return rooms;
  if (shown === "live") return rooms.filter((room) => room.count > 0);
  const kind: RoomType = shown;
  return rooms.filter((room) => room.roomType === kind);
}

export interface Offer {
  readonly rooms: readonly RoomSummary[];
  /** How many more there are, shown when they are asked for. */
  readonly more: number;
}

/** What came since the list was asked for waits, except where nothing stands yet. */
export function offer(rooms: readonly RoomSummary[], known: ReadonlySet<string>): Offer {
  const shown = rooms.filter((room) => known.has(room._id));
  return shown.length === 0
    ? { rooms, more: 0 }
    : { rooms: shown, more: rooms.length - shown.length };
}
