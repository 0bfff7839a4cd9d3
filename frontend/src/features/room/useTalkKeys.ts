/** Listens for M and Space while in a room, and lets go of the microphone when the page does. */
import { useEffect, useRef, useState } from "react";

import { type KeyPlace, RESTING, type TalkEvent, talkStep } from "./talkKeys";

const TYPING =
  "input:not([type=radio],[type=checkbox],[type=range]), textarea, select, [contenteditable]";
const CONTROL = "button, a[href], input, summary, [role=slider], [role=menuitem], [role=option]";

export interface TalkKeys {
  muted: boolean;
  setMuted: (muted: boolean) => void;
}

/** True while Space is held to talk. */
export function useTalkKeys({ muted, setMuted }: TalkKeys): boolean {
  const [holding, setHolding] = useState(false);
  const latest = useRef({ muted, setMuted });
  useEffect(() => {
    latest.current = { muted, setMuted };
  });
  useEffect(() => {
    let state = RESTING;
    const take = (event: TalkEvent): boolean => {
      const step = talkStep(state, event, latest.current.muted);
      state = step.state;
      setHolding(state.name === "holding");
      if (step.command === "toggle") latest.current.setMuted(!latest.current.muted);
      else if (step.command !== undefined) latest.current.setMuted(step.command === "mute");
      return step.taken;
    };
    return listen(take);
  }, []);
  return holding;
}

/** Keys are caught on their way down, so that a held Space never presses what is below it. */
function listen(take: (event: TalkEvent) => boolean): () => void {
  const heard = new AbortController();
  const caught = { capture: true, signal: heard.signal };
  const onKey = (event: KeyboardEvent) => {
    if (!take(pressOf(event))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const interrupt = () => void take({ kind: "interrupted" });
  addEventListener("keydown", onKey, caught);
  addEventListener("keyup", onKey, caught);
  addEventListener("blur", interrupt, { signal: heard.signal });
  addEventListener("pagehide", interrupt, { signal: heard.signal });
  document.addEventListener("visibilitychange", interrupt, { signal: heard.signal });
  return () => {
    interrupt();
    heard.abort();
  };
}

function pressOf(event: KeyboardEvent): TalkEvent {
  return {
    kind: event.type === "keyup" ? "up" : "down",
    key: event.key,
    place: placeOf(event.target),
    modified: event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing,
    repeat: event.repeat,
    dialogOpen: document.querySelector("[role=dialog], [role=alertdialog]") !== null,
    at: event.timeStamp,
  };
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return "page";
  if (target.closest(TYPING)) return "typing";
  if (target.closest("[data-talk-button]")) return "microphone";
  return target.closest(CONTROL) ? "control" : "page";
}
