/** Short sounds for what happens in a call; each of them can be seen as well. */
import { useEffect, useRef } from "react";

import { useVoiceEngine } from "../../../state/voiceEngine";
import { useLasting } from "../../../ui/useLasting";
import type { VoiceSnapshot } from "../../../voice/types";
import { nameOf } from "../roster";
import { chimeFor, type Moment } from "./chimeRules";

/** Whoever comes in hears first that they are in, and not everybody who is there. */
const SETTLED_MS = 1000;
const APART_MS = 500;
const LOST_AFTER_MS = 5000;

export interface CallChimes {
  readonly on: boolean;
  readonly holding: boolean;
}

export function useCallChimes(voice: VoiceSnapshot, { on, holding }: CallChimes): void {
  useComingIn(on);
  useMoments(voice, { on, holding });
  useLostAndBack(voice, on);
}

function useComingIn(on: boolean): void {
  const engine = useVoiceEngine();
  const wished = useRef(on);
  useEffect(() => {
    wished.current = on;
  });
  useEffect(() => {
    if (wished.current) engine.chime("joined");
    return () => {
      if (wished.current) engine.chime("left");
    };
  }, [engine]);
}

function useMoments({ people, you }: VoiceSnapshot, { on, holding }: CallChimes): void {
  const engine = useVoiceEngine();
  const before = useRef<Moment | null>(null);
  const quietUntil = useRef(0);
  const muted = you?.muted ?? true;
  useEffect(() => {
    const now = { people: people.map(({ user }) => ({ id: user._id, name: nameOf(user) })), muted };
    const former = before.current;
    before.current = now;
    if (former === null) {
      quietUntil.current = performance.now() + SETTLED_MS;
      return;
    }
    const chime = chimeFor(former, now, holding);
    if (chime === null || performance.now() < quietUntil.current) return;
    quietUntil.current = performance.now() + APART_MS;
    if (on) engine.chime(chime);
  }, [engine, people, muted, on, holding]);
}

function useLostAndBack({ phase }: VoiceSnapshot, on: boolean): void {
  const engine = useVoiceEngine();
  const lost = useLasting(phase === "reconnecting", LOST_AFTER_MS);
  const told = useRef(false);
  useEffect(() => {
    if (told.current === lost) return;
    told.current = lost;
    if (on) engine.chime(lost ? "lost" : "back");
  }, [engine, lost, on]);
}
