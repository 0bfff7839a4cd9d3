/** Notices that this device slept: its lid was closed, or the process stopped. */
import type { Clock } from "./ports";

export interface SleepOptions {
  readonly clock: Clock;
  isSessionFresh(): boolean;
  /** It woke, and slept so long that nobody waits for the person any more. */
  onOverslept(): void;
  /** It woke, and timers did not run on meanwhile: they know nothing of the time that passed. */
  onTimeMissed(): void;
}

const PULSE_MS = 5_000;
/** The server keeps a seat for so long. */
const SEAT_MS = 30_000;
/** Beyond this it was no nap, however long the session lives. */
const LONG_MS = 600_000;
/** So much and the server took the line for dead, before a ping that is overdue is missed here. */
const MISSED_MS = 15_000;
/** A line that the sleep broke is found to be broken by then. */
const AFTER_MS = 30_000;

export class Sleep {
  private awakeAt = 0;
  /** The same moment by the clock that may stand still. */
  private beatAt = 0;
  private oversleptAt = -Infinity;
  private cancel: (() => void) | null = null;

  constructor(private readonly options: SleepOptions) {}

  watch(on: boolean): void {
    if (on === (this.cancel !== null)) return;
    this.cancel?.();
    this.cancel = null;
    this.oversleptAt = -Infinity;
    if (on) this.beat();
  }

  /** Whether it just woke from a long sleep. */
  get justOverslept(): boolean {
    this.look();
    return this.options.clock.now() - this.oversleptAt < AFTER_MS;
  }

  /** See now whether it slept, rather than with the next pulse. */
  check(): void {
    if (this.cancel === null) return;
    const { clock } = this.options;
    const overslept = this.look();
    const missedMs = clock.wall() - this.awakeAt - (clock.now() - this.beatAt);
    this.cancel();
    this.beat();
    if (overslept) this.options.onOverslept();
    if (missedMs >= MISSED_MS) this.options.onTimeMissed();
  }

  private beat(): void {
    const { clock } = this.options;
    this.awakeAt = clock.wall();
    this.beatAt = clock.now();
    this.cancel = clock.after(PULSE_MS, () => this.check());
  }

  private look(): boolean {
    const { clock } = this.options;
    const sleptMs = clock.wall() - this.awakeAt;
    const overslept = sleptMs >= LONG_MS || (sleptMs >= SEAT_MS && !this.options.isSessionFresh());
    if (overslept) this.oversleptAt = clock.now();
    return overslept;
  }
}
