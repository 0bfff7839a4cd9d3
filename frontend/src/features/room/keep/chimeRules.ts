/** Which short sound goes with what happened to the room, if any. Pure. */
import type { ChimeName } from "../../../voice/types";
import { type Named, comings } from "./comings";

/** In a larger room people come and go all the time. */
const TOLD_UP_TO = 8;

export interface Moment {
  readonly people: readonly Named[];
  readonly muted: boolean;
}

/** `held`: the microphone is a key that is held; one feels that without a sound. */
export function chimeFor(before: Moment, now: Moment, held: boolean): ChimeName | null {
  if (before.muted !== now.muted) return held ? null : now.muted ? "muted" : "unmuted";
  if (Math.max(before.people.length, now.people.length) + 1 > TOLD_UP_TO) return null;
  const { joined, left } = comings(before.people, now.people);
  if (joined.length > 0) return "somebody_joined";
  return left.length > 0 ? "somebody_left" : null;
}
