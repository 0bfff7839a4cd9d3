/** What a call makes of its tab: it is asked about before it closes, and other tabs know of it. */
import { useEffect, useState } from "react";

import { isInCall, useVoiceState } from "../../../state/voice";

const nameOf = (roomId: string) => `gethory.call.${roomId}`;

/** Whoever can be heard is asked before the tab closes; who is muted may just go. */
export function useOwnTab(): void {
  const heard = useVoiceState((voice) => isInCall(voice) && voice.you?.muted === false);
  const roomId = useVoiceState((voice) => (isInCall(voice) ? voice.roomId : null));
  useEffect(() => {
    if (!heard) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [heard]);
  useEffect(() => (roomId === null ? undefined : hold(nameOf(roomId))), [roomId]);
}

/** A lock ends with its tab, however that ends. Two tabs may hold it while one takes over. */
function hold(name: string): () => void {
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks?.request(name, { mode: "shared" }, () => held).catch(() => undefined);
  return () => release?.();
}

/** True at the door of a room that another tab of this browser is in; looked at with each focus. */
export function useOtherTab(roomId: string | undefined): boolean {
  const [there, setThere] = useState(false);
  useEffect(() => {
    if (roomId === undefined) return;
    let over = false;
    const look = async () => {
      const { held = [] } = await navigator.locks.query();
      if (!over) setThere(held.some((lock) => lock.name === nameOf(roomId)));
    };
    // Without locks nobody is told before, and the other tab says it all the same.
    const lookNow = () => void look().catch(() => undefined);
    lookNow();
    addEventListener("focus", lookNow);
    return () => {
      over = true;
      removeEventListener("focus", lookNow);
    };
  }, [roomId]);
  return there;
}
