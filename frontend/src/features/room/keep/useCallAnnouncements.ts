/** Tells a screen reader what happens in a room: little, late enough, and never who speaks. */
import { useEffect, useRef, useState } from "react";

import { microphoneProblem } from "../../../text/microphone";
import { announceText } from "../../../text/room";
import { useLasting } from "../../../ui/useLasting";
import type { VoiceSnapshot } from "../../../voice/types";
import { type Comings, Doorbell } from "./comings";
import { nameOf } from "../roster";
import { isUnheard } from "../tileState";
import { apartWords } from "../trouble";
import { type Tell, useTell } from "./useTell";

/** Comings and goings within this time are one sentence. */
const TOGETHER_MS = 2000;
/** In a larger room they are not told at all. */
const TOLD_UP_TO = 12;
const LOST_AFTER_MS = 5000;

export function useCallAnnouncements(voice: VoiceSnapshot, topic: string): void {
  const tell = useTell();
  useEntry(tell, { topic, count: voice.people.length + 1, muted: voice.you?.muted ?? true });
  useComings(tell, voice);
  useConnection(tell, voice);
  useMicrophone(tell, voice);
  useApart(tell, voice);
}

interface Entry {
  readonly topic: string;
  readonly count: number;
  readonly muted: boolean;
}

/** Once on entry, then whenever one's own microphone opens or closes. */
function useEntry(tell: Tell, { topic, count, muted }: Entry): void {
  const told = useRef<boolean | null>(null);
  useEffect(() => {
    if (told.current === null) tell(announceText.joined(topic, count, muted), "worth_knowing");
    else if (told.current !== muted) {
      tell(muted ? announceText.muted : announceText.unmuted, "worth_knowing");
    }
    told.current = muted;
  }, [tell, topic, count, muted]);
}

function useComings(tell: Tell, { people }: VoiceSnapshot): void {
  const [bell] = useState(
    () => new Doorbell((moved, here) => tellComings(tell, moved, here), TOGETHER_MS),
  );
  useEffect(
    () => bell.see(people.map(({ user }) => ({ id: user._id, name: nameOf(user) }))),
    [bell, people],
  );
  useEffect(() => () => bell.stop(), [bell]);
}

function tellComings(tell: Tell, { joined, left }: Comings, here: number): void {
  if (here >= TOLD_UP_TO) return;
  if (joined.length > 0) tell(announceText.came(joined), "chatter");
  if (left.length > 0) tell(announceText.went(left), "chatter");
}

/** What stops the microphone is told at once: one may be talking to nobody. */
function useMicrophone(tell: Tell, { microphone }: VoiceSnapshot): void {
  const problem = microphoneProblem(microphone);
  const words = problem && `${problem.title}. ${problem.hint}`;
  useEffect(() => {
    if (words !== undefined) tell(words, "urgent", "assertive");
  }, [tell, words]);
}

function useConnection(tell: Tell, voice: VoiceSnapshot): void {
  const unheard = isUnheard(voice.people);
  const lost = useLasting(unheard || voice.phase === "reconnecting", LOST_AFTER_MS);
  const told = useRef(false);
  useEffect(() => {
    if (lost === told.current) return;
    told.current = lost;
    if (lost) tell(announceText.lost, "urgent", unheard ? "assertive" : "polite");
    else tell(announceText.restored, "urgent");
  }, [tell, lost, unheard]);
}

/** Who talks to somebody that cannot hear it is told at once, and once. */
function useApart(tell: Tell, voice: VoiceSnapshot): void {
  const words = apartWords(voice);
  const sentence = words === null ? null : `${words.title}. ${words.hint}`;
  useEffect(() => {
    if (sentence !== null) tell(sentence, "urgent", "assertive");
  }, [tell, sentence]);
}
