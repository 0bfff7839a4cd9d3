/** Notices that somebody talks who is muted, and says so: not at once, not often, not for ever. */
import { useCallback, useEffect, useRef, useState } from "react";

import { callingText } from "../../../text/calling";
import { useLasting } from "../../../ui/useLasting";
import { useTell } from "./useTell";

/** So long a voice is no cough. */
const VOICE_MS = 500;
const SHOWN_MS = 8000;
const APART_MS = 120_000;
const MOST = 3;

export interface MutedHint {
  readonly shown: boolean;
  readonly dismiss: () => void;
}

/** `talking`: a voice is there, and muted; `callId` is another one with each call. */
export function useMutedHint(talking: boolean, callId: string, wanted: boolean): MutedHint {
  const lasting = useLasting(talking && wanted, VOICE_MS);
  const tell = useTell();
  const [shown, setShown] = useState(false);
  const told = useRef({ callId, times: 0, at: -Infinity });
  const dismiss = useCallback(() => setShown(false), []);
  useEffect(() => {
    if (told.current.callId !== callId) told.current = { callId, times: 0, at: -Infinity };
    const { times, at } = told.current;
    const now = performance.now();
    if (!lasting || times >= MOST || now - at < APART_MS) return;
    told.current = { callId, times: times + 1, at: now };
    setShown(true);
    tell(`${callingText.talkingMuted} ${callingText.talkingMutedHint}`, "worth_knowing");
  }, [tell, lasting, callId]);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, dismiss]);
  return { shown, dismiss };
}
