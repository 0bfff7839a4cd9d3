/** Tells a screen reader what happens in a room: little, late enough, and never who speaks. */
import { announce } from "@react-aria/live-announcer";
import { useEffect, useRef, useState } from "react";

import { microphoneProblem } from "../../../text/microphone";
import { announceText } from "../../../text/room";
import { useLasting } from "../../../ui/useLasting";
import type { VoiceSnapshot } from "../../../voice/types";
import { type Comings, Doorbell } from "./comings";
import { nameOf } from "../roster";
import { isUnheard } from "../tileState";
import { apartWords } from "../trouble";

/** Comings and goings within this time are one sentence. */
const TOGETHER_MS = 2000;
/** In a larger room they are not told at all. */
const TOLD_UP_TO = 12;
const LOST_AFTER_MS = 5000;

export function useCallAnnouncements(voice: VoiceSnapshot, topic: string): void {
  useEntry(topic, voice.people.length + 1, voice.you?.muted ?? true);
  useComings(voice);
  useConnection(voice);
  useMicrophone(voice);
  useApart(voice);
}

/** Once on entry, then whenever one's own microphone opens or closes. */
function useEntry(topic: string, count: number, muted: boolean): void {
  const told = useRef<boolean | null>(null);
  useEffect(() => {
    if (told.current === null) announce(announceText.joined(topic, count, muted), "polite");
    else if (told.current !== muted) {
      announce(muted ? announceText.muted : announceText.unmuted, "polite");
    }
    told.current = muted;
  }, [topic, count, muted]);
}

function useComings({ people }: VoiceSnapshot): void {
  const [bell] = useState(() => new Doorbell(tellComings, TOGETHER_MS));
  useEffect(
    () => bell.see(people.map(({ user }) => ({ id: user._id, name: nameOf(user) }))),
    [bell, people],
  );
  useEffect(() => () => bell.stop(), [bell]);
}

function tellComings({ joined, left }: Comings, here: number): void {
  if (here >= TOLD_UP_TO) return;
  if (joined.length > 0) announce(announceText.came(joined), "polite");
  if (left.length > 0) announce(announceText.went(left), "polite");
}

/** What stops the microphone is told at once: one may be talking to nobody. */
function useMicrophone({ microphone }: VoiceSnapshot): void {
  const problem = microphoneProblem(microphone);
  const words = problem && `${problem.title}. ${problem.hint}`;
  useEffect(() => {
    if (words !== undefined) announce(words, "assertive");
  }, [words]);
}

function useConnection(voice: VoiceSnapshot): void {
  const unheard = isUnheard(voice.people);
  const lost = useLasting(unheard || voice.phase === "reconnecting", LOST_AFTER_MS);
  const told = useRef(false);
  useEffect(() => {
    if (lost === told.current) return;
    told.current = lost;
    if (lost) announce(announceText.lost, unheard ? "assertive" : "polite");
    else announce(announceText.restored, "polite");
  }, [lost, unheard]);
}

/** Who talks to somebody that cannot hear it is told at once, and once. */
function useApart(voice: VoiceSnapshot): void {
  const words = apartWords(voice);
  const sentence = words === null ? null : `${words.title}. ${words.hint}`;
  useEffect(() => {
    if (sentence !== null) announce(sentence, "assertive");
  }, [sentence]);
}
