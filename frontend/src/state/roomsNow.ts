/** Who is in the rooms on this page right now: told by the server while the page is looked at. */
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

import type { RoomsNow } from "../voice/types";
import type { RoomNow } from "../wire";
import { useVoiceEngine } from "./voiceEngine";

/** How often lists are asked for: what is told need not be asked for, only what is new. */
export const ASKED_EVERY_MS = { live: 15_000, alone: 5_000 } as const;

export function useRoomsNow(): RoomsNow {
  const { rooms } = useVoiceEngine();
  return useSyncExternalStore(rooms.subscribe, rooms.getSnapshot);
}

/** Hear of these rooms while this page is there and can be seen. */
export function useWatch(roomIds: readonly string[]): void {
  const engine = useVoiceEngine();
  const seen = useSyncExternalStore(subscribeToSight, isSeen);
  const wanted = seen ? roomIds.join(" ") : "";
  useEffect(() => {
    engine.rooms.watch(wanted === "" ? [] : wanted.split(" "));
  }, [engine, wanted]);
  useEffect(() => {
    // A click on a room then finds the line open.
    if (seen) engine.warmUp();
    return () => engine.rooms.watch([]);
  }, [engine, seen]);
}

/** Do it when watched rooms are there no more for this person. */
export function useWhenGone({ gone }: RoomsNow, run: () => void): void {
  const runNow = useEffectEvent(run);
  useEffect(() => {
    if (gone.length > 0) runNow();
  }, [gone]);
}

/** The room as it is now, of what was asked for at that time and what was told since. */
export function asOfNow<R extends RoomNow>(room: R, now: RoomsNow, askedAt: number): R {
  const told = now.trueUntil > askedAt ? now.rooms.get(room._id) : undefined;
  return told === undefined ? room : { ...room, ...told };
}

function subscribeToSight(changed: () => void) {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}

const isSeen = () => document.visibilityState === "visible";
