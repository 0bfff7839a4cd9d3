/** The rooms one can see, kept fresh while somebody looks, each of them once. */
import { useMemo } from "react";

import { useMyRoomsQuery, useRoomsQuery } from "../../api/rooms";
import { isRefusal, type Refusal } from "../../api/refusal";
import { asOfNow, ASKED_EVERY_MS, useRoomsNow, useWatch, useWhenGone } from "../../state/roomsNow";
import type { RoomSummary } from "../../wire";
import { matching, mergeRooms } from "./arrange";

const FRESH = {
  skipPollingIfUnfocused: true,
  refetchOnFocus: true,
  refetchOnReconnect: true,
  refetchOnMountOrArgChange: true,
} as const;

export interface Rooms {
  /** Undefined until a list came; the last one that came while a new one fails. */
  readonly rooms: readonly RoomSummary[] | undefined;
  readonly error: Refusal | undefined;
  /** A search is on its way and `rooms` still answer the one before. */
  readonly stale: boolean;
  readonly retry: () => void;
  /** When the list came, in ms since the epoch; 0 before. */
  readonly listedAt: number;
}

export function useRooms(search: string): Rooms {
  const now = useRoomsNow();
  const live = now.trueUntil === Infinity;
  const fresh = { ...FRESH, pollingInterval: ASKED_EVERY_MS[live ? "live" : "alone"] };
  const listed = useRoomsQuery(search === "" ? {} : { search }, fresh);
  const mine = useMyRoomsQuery(undefined, fresh);
  // In the order in which they were asked for: nothing jumps because somebody came or left.
  // One's own count as there when both have come: none of them is news then.
  const waiting = listed.data === undefined || (mine.data === undefined && !mine.isError);
  const asked = useMemo(() => {
    if (waiting || listed.data === undefined) return undefined;
    return mergeRooms(listed.data.meetingArr, matching(mine.data ?? [], search));
  }, [waiting, listed.data, mine.data, search]);
  useWatch(useMemo(() => asked?.map((room) => room._id) ?? [], [asked]));
  const askedAt = listed.fulfilledTimeStamp ?? 0;
  const rooms = useMemo(
    () => asked?.map((room) => asOfNow(room, now, askedAt)),
    [asked, now, askedAt],
  );
  const error = listed.error ?? mine.error;
  const retry = () => {
    void listed.refetch();
    void mine.refetch();
  };
  useWhenGone(now, retry);
  return {
    rooms,
    error: isRefusal(error) ? error : undefined,
    stale: listed.currentData === undefined && listed.isFetching,
    retry,
    listedAt: askedAt,
  };
}
