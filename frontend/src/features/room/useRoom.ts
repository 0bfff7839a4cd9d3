/** A room as it is written down; while one waits at its door, with who is inside now. */
import { useMemo } from "react";

import { isRefusal, type Refusal } from "../../api/refusal";
import { useRoomQuery } from "../../api/rooms";
import { asOfNow, ASKED_EVERY_MS, useRoomsNow, useWatch, useWhenGone } from "../../state/roomsNow";
import type { RoomWords } from "../../wire";

const NONE: readonly string[] = [];

export interface AskedRoom {
  /** Undefined while it loads. */
  readonly room: RoomWords | undefined;
  readonly refusal: Refusal | null;
  readonly reload: () => unknown;
}

export function useRoom(roomId: string, waiting: boolean): AskedRoom {
  const now = useRoomsNow();
  const live = now.trueUntil === Infinity && now.rooms.has(roomId);
  const asked = useRoomQuery(roomId, {
    ...(waiting ? { pollingInterval: ASKED_EVERY_MS[live ? "live" : "alone"] } : {}),
    skipPollingIfUnfocused: true,
    refetchOnFocus: waiting,
    refetchOnMountOrArgChange: true,
  });
  useWatch(waiting ? [roomId] : NONE);
  useWhenGone(now, () => void asked.refetch());
  const askedAt = asked.fulfilledTimeStamp ?? 0;
  return {
    room: useMemo(
      () => asked.data && asOfNow(asked.data, now, askedAt),
      [asked.data, now, askedAt],
    ),
    refusal: isRefusal(asked.error) ? asked.error : null,
    reload: asked.refetch,
  };
}
