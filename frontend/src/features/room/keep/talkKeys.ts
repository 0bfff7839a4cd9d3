/** What opens and closes the microphone: M toggles, Space or the button itself talks while held. */

/** "holding" is talking with a key held down; on the microphone button a short hold stays on. */
export type TalkState =
  | { readonly name: "resting" }
  | { readonly name: "holding"; readonly since: number; readonly latches: boolean };

/** Where a key went down: the rules differ between a text, a button, the microphone, nothing. */
export type KeyPlace = "typing" | "control" | "microphone" | "page";

/** Which keys count: all of them, on pages without the room not Space, or none but on the button. */
export type KeysWanted = "all" | "no_space" | "on_button";

/** Where a key counts as pressed, when not all keys are wanted everywhere. */
export function placeFor(place: KeyPlace, key: string, wanted: KeysWanted): KeyPlace {
  if (wanted === "all" || place === "microphone") return place;
  return wanted === "on_button" || key === " " ? "typing" : place;
}

export interface KeyPress {
  readonly kind: "down" | "up";
  readonly key: string;
  readonly place: KeyPlace;
  /** Ctrl, Alt, Meta or Shift is held, a character is being composed, or it repeats by itself. */
  readonly modified: boolean;
  readonly repeat: boolean;
  readonly dialogOpen: boolean;
  readonly at: number;
}

export type TalkEvent = KeyPress | { readonly kind: "interrupted" };
type TalkCommand = "toggle" | "mute" | "unmute";

export interface TalkStep {
  readonly state: TalkState;
  readonly command?: TalkCommand;
  /** The page must not see this key any more: no scrolling, no click on the button below. */
  readonly taken: boolean;
}

/** A press on the microphone button shorter than this is a tap, which switches and stays. */
export const TAP_MS = 350;
export const RESTING: TalkState = { name: "resting" };

/** One step: what to do, and whether the key is used up. Pure. */
export function talkStep(state: TalkState, event: TalkEvent, muted: boolean): TalkStep {
  return state.name === "holding" ? whileHolding(state, event) : whileResting(event, muted);
}

function whileHolding(state: TalkState & { name: "holding" }, event: TalkEvent): TalkStep {
  if (event.kind === "interrupted") return { state: RESTING, command: "mute", taken: false };
  if (event.key !== " ") return { state, taken: false };
  if (event.kind === "down") return { state, taken: true };
  const tapped = state.latches && event.at - state.since < TAP_MS;
  return tapped
    ? { state: RESTING, taken: true }
    : { state: RESTING, command: "mute", taken: true };
}

function whileResting(event: TalkEvent, muted: boolean): TalkStep {
  const ignored: TalkStep = { state: RESTING, taken: false };
  if (event.kind !== "down" || event.place === "typing" || event.modified) return ignored;
  if (event.key.toLowerCase() === "m") {
    return event.repeat ? ignored : { state: RESTING, command: "toggle", taken: true };
  }
  if (event.key !== " " || event.dialogOpen || event.place === "control") return ignored;
  if (!muted) return { state: RESTING, taken: event.place === "page" };
  if (event.repeat) return { state: RESTING, taken: true };
  const held: TalkState = {
    name: "holding",
    since: event.at,
    latches: event.place === "microphone",
  };
  return { state: held, command: "unmute", taken: true };
}
