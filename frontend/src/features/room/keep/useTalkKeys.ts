/** Listens for M, Space and a held button while in a call, and lets go when the page does. */
import { useEffect, useMemo, useState } from "react";
import type { PressEvent } from "react-aria-components/Button";

import {
  type KeyPlace,
  type KeysWanted,
  placeFor,
  RESTING,
  type TalkEvent,
  talkStep,
} from "./talkKeys";

const TYPING =
  "input:not([type=radio],[type=checkbox],[type=range]), textarea, select, [contenteditable], [role=menu], [role=listbox]";
const CONTROL =
  "button, a[href], input, summary, [role=slider], [role=menuitem], [role=menuitemradio], [role=option], [role=radio]";

/** Whoever lets go is heard to the end of the word. */
const TAIL_MS = 150;

export interface TalkKeys {
  inCall: boolean;
  muted: boolean;
  setMuted: (muted: boolean) => void;
  /** The button talks while it is held, rather than switching. */
  holds: boolean;
  wanted: KeysWanted;
}

/** For the button of a microphone. */
interface TalkPress {
  readonly holds: boolean;
  readonly onPressStart: (event: PressEvent) => void;
  readonly onPressEnd: (event: PressEvent) => void;
  readonly onPress: () => void;
}

export interface Talk {
  readonly holding: boolean;
  readonly press: TalkPress;
}

export function useTalkKeys(keys: TalkKeys): Talk {
  const [holding, setHolding] = useState(false);
  const [machine] = useState(() => new Machine(keys, setHolding));
  useEffect(() => machine.know(keys));
  const { inCall, holds } = keys;
  useEffect(() => (inCall ? machine.listen() : undefined), [machine, inCall]);
  return useMemo(
    () => ({ holding, press: { holds, ...machine.press } }),
    [holding, holds, machine],
  );
}

/** Takes what happens one by one, and does what the table says. */
class Machine {
  private state = RESTING;
  /** Mutes now what was to be muted in a moment. */
  private hurry: (() => void) | null = null;
  /** This press of the button began as a hold: its end is not one more press. */
  private heldPress = false;

  constructor(
    private keys: TalkKeys,
    private readonly onHolding: (holding: boolean) => void,
  ) {}

  readonly press = {
    onPressStart: ({ pointerType }: PressEvent) => {
      const { holds, muted } = this.keys;
      // A press by keyboard or by a screen reader has no length: it switches.
      this.heldPress = holds && muted && pointerType !== "keyboard" && pointerType !== "virtual";
      if (this.heldPress) this.take(held("down"));
    },
    onPressEnd: () => {
      if (this.heldPress) this.take(held("up"));
    },
    onPress: () => {
      if (!this.heldPress) this.keys.setMuted(!this.keys.muted);
    },
  };

  know(keys: TalkKeys): void {
    this.keys = keys;
  }

  listen(): () => void {
    const stop = listen(
      (event) => this.take(event),
      () => this.keys.wanted,
    );
    return () => {
      stop();
      this.take({ kind: "interrupted" });
    };
  }

  private take(event: TalkEvent): boolean {
    const { muted, setMuted } = this.keys;
    const step = talkStep(this.state, event, muted);
    this.state = step.state;
    if (event.kind === "interrupted") this.hurry?.();
    if (step.command === "toggle") setMuted(!muted);
    else if (step.command === "unmute") this.open(setMuted);
    else if (step.command === "mute") this.close(setMuted, event.kind === "interrupted");
    if (this.state.name === "resting" && step.command === undefined) this.onHolding(false);
    return step.taken;
  }

  private open(setMuted: (muted: boolean) => void): void {
    this.hurry?.();
    this.onHolding(true);
    setMuted(false);
  }

  private close(setMuted: (muted: boolean) => void, atOnce: boolean): void {
    const shut = () => {
      this.hurry = null;
      clearTimeout(timer);
      this.onHolding(false);
      setMuted(true);
    };
    const timer = setTimeout(shut, TAIL_MS);
    this.hurry = shut;
    if (atOnce) shut();
  }
}

function held(kind: "down" | "up"): TalkEvent {
  const at = performance.now();
  return {
    kind,
    key: " ",
    place: "microphone",
    modified: false,
    repeat: false,
    dialogOpen: false,
    at,
  };
}

/** Keys are caught on their way down, so that a held Space never presses what is below it. */
function listen(take: (event: TalkEvent) => boolean, wanted: () => KeysWanted): () => void {
  const heard = new AbortController();
  const caught = { capture: true, signal: heard.signal };
  const onKey = (event: KeyboardEvent) => {
    if (!take(pressOf(event, wanted()))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const interrupt = () => void take({ kind: "interrupted" });
  addEventListener("keydown", onKey, caught);
  addEventListener("keyup", onKey, caught);
  addEventListener("blur", interrupt, { signal: heard.signal });
  addEventListener("pagehide", interrupt, { signal: heard.signal });
  document.addEventListener("visibilitychange", interrupt, { signal: heard.signal });
  return () => heard.abort();
}

function pressOf(event: KeyboardEvent, wanted: KeysWanted): TalkEvent {
  return {
    kind: event.type === "keyup" ? "up" : "down",
    key: event.key,
    place: placeFor(placeOf(event.target), event.key, wanted),
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
