/** The one picture that everybody outside sees. */
import { Emitter } from "./emitter";
import type { VoiceSnapshot } from "./types";

export const NOTHING: VoiceSnapshot = {
  phase: "idle",
  roomId: null,
  room: null,
  you: null,
  people: [],
  microphone: "off",
  deafened: false,
  playbackBlocked: false,
  serverRestarts: false,
  ended: null,
  error: null,
};

export class Board {
  private picture = NOTHING;
  readonly changed = new Emitter<void>();

  get now(): VoiceSnapshot {
    return this.picture;
  }

  /** A new picture, and word of it, only when something is different. */
  show(change: Partial<VoiceSnapshot>): void {
    if (!differs(this.picture, change)) return;
    this.picture = { ...this.picture, ...change };
    this.changed.emit();
  }
}

/** Whether a change would change anything; values are compared by identity. */
export function differs<T extends object>(before: T, change: Partial<T>): boolean {
  return Object.entries(change).some(([key, value]) => Reflect.get(before, key) !== value);
}
