/** What one tile says about its person: the worst of what is true, as one word. */
import type { MicrophoneState, PeerState, VoicePerson, VoiceYou } from "../../voice/types";

export type TileState =
  | "connecting"
  | "apart"
  | "reconnecting"
  | "speaking"
  | "muted"
  | "no_microphone"
  | "hushed"
  | "poor"
  | "on";

/** Whether sound can travel at all; "away" is not here, because it may go on meanwhile. */
const REACH: Record<PeerState, TileState | null> = {
  new: "connecting",
  connecting: "connecting",
  connected: null,
  wobbly: "poor",
  restarting: "reconnecting",
  rebuilding: "reconnecting",
  lost: "reconnecting",
  closed: "reconnecting",
};

/** Who was never heard yet is not connected again, whatever is tried. */
function reachOf({ state, path }: VoicePerson): TileState | null {
  const reach = REACH[state];
  return reach === "reconnecting" && path === null ? "connecting" : reach;
}

export function personState(person: VoicePerson): TileState {
  if (person.apart !== null) return "apart";
  const reach = reachOf(person);
  if (reach === "connecting" || reach === "reconnecting") return reach;
  if (person.muted) return "muted";
  if (person.hushed || person.volume === 0) return "hushed";
  if (reach === "poor") return reach;
  return person.speaking ? "speaking" : "on";
}

const WORKING: ReadonlySet<MicrophoneState> = new Set(["live", "silent", "opening", "off"]);

/** Yours: what the others hear of you, never what was wished for. */
export function yourState(you: VoiceYou, microphone: MicrophoneState): TileState {
  if (!WORKING.has(microphone)) return "no_microphone";
  if (you.muted) return "muted";
  return you.speaking ? "speaking" : "on";
}

/** True when there are others and the sound reaches none of them. */
export function isUnheard(people: readonly VoicePerson[]): boolean {
  return people.length > 0 && people.every((person) => reachOf(person) === "reconnecting");
}
