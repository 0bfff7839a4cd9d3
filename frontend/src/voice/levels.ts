/** How loud everybody is, ten times a second, and from that who is speaking. */
import { Emitter } from "./emitter";
import type { Clock } from "./ports";

const EVERY_MS = 100;
/** Silence on the scale below. */
const FLOOR_DB = -60;
/** Begins above -36 dB, goes on above -42 dB and for a moment after it: no flicker. */
const SPEAKING_ABOVE = 0.4;
const SILENT_BELOW = 0.3;
const HOLD_MS = 250;

/** A root mean square as a level: 0 at -60 dB and below, 1 at full scale, even steps in decibels. */
export function levelOf(rms: number): number {
  if (rms <= 0) return 0;
  const decibels = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB));
}

/** Decides, level by level, whether one person is speaking. */
export class Hearing {
  private speaking = false;
  private loudAt = 0;

  hear(level: number, now: number): boolean {
    if (level >= (this.speaking ? SILENT_BELOW : SPEAKING_ABOVE)) {
      this.speaking = true;
      this.loudAt = now;
    } else if (now - this.loudAt >= HOLD_MS) {
      this.speaking = false;
    }
    return this.speaking;
  }
}

export interface LevelsOptions {
  readonly clock: Clock;
  /** Root mean squares of this moment by peer id, "me" and "microphone". */
  measure(): ReadonlyMap<string, number>;
  /** Somebody may have begun or stopped; told with every measurement. */
  onSpeaking(speaking: ReadonlySet<string>): void;
}

export class Levels {
  private readonly listeners = new Emitter<ReadonlyMap<string, number>>();
  private readonly hearings = new Map<string, Hearing>();
  private inRoom = false;
  private cancel: (() => void) | null = null;

  constructor(private readonly options: LevelsOptions) {}

  subscribe(listener: (levels: ReadonlyMap<string, number>) => void): () => void {
    const stop = this.listeners.on(listener);
    this.keepGoing();
    return stop;
  }

  /** In a room everybody is measured even when nobody looks at levels: tiles show who speaks. */
  setInRoom(inRoom: boolean): void {
    this.inRoom = inRoom;
    this.keepGoing();
  }

  private keepGoing(): void {
    if (this.cancel || (!this.inRoom && this.listeners.size === 0)) return;
    this.cancel = this.options.clock.after(EVERY_MS, () => {
      this.cancel = null;
      this.keepGoing();
      this.measure();
    });
  }

  private measure(): void {
    const levels = new Map<string, number>();
    const speaking = new Set<string>();
    const now = this.options.clock.now();
    for (const [id, rms] of this.options.measure()) {
      levels.set(id, levelOf(rms));
      if (this.hearingOf(id).hear(levelOf(rms), now)) speaking.add(id);
    }
    for (const id of this.hearings.keys()) if (!levels.has(id)) this.hearings.delete(id);
    this.options.onSpeaking(speaking);
    this.listeners.emit(levels);
  }

  private hearingOf(id: string): Hearing {
    const hearing = this.hearings.get(id) ?? new Hearing();
    this.hearings.set(id, hearing);
    return hearing;
  }
}
