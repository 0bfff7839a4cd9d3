/** The rooms one can see, kept fresh while somebody looks, each of them once. */
import { useMemo } from "react";

import { useMyRoomsQuery, useRoomsQuery } from "../../api/rooms";
import { isRefusal, type Refusal } from "../../api/refusal";
import type { RoomSummary } from "../../wire";
import { matching, mergeRooms } from "./arrange";

const FRESH = {
  pollingInterval: 5000,
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
}

export function useRooms(search: string): Rooms {
  const listed = useRoomsQuery(search === "" ? {} : { search }, FRESH);
  const mine = useMyRoomsQuery(undefined, FRESH);
  const rooms = useMemo(() => {
    if (listed.data === undefined) return undefined;
    return mergeRooms(listed.data.meetingArr, matching(mine.data ?? [], search));
  }, [listed.data, mine.data, search]);
  const error = listed.error ?? mine.error;
  return {
    rooms,
    error: isRefusal(error) ? error : undefined,
    stale: listed.currentData === undefined && listed.isFetching,
    retry: () => {
      void listed.refetch();
      void mine.refetch();
    },
  };
}
