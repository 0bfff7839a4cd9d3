/** Tells a microphone that gives nothing at all from a quiet room: a switch is off somewhere. */

/** No room is this quiet: -120 decibels. A muted headset gives zeros. */
const NOTHING_BELOW = 1e-6;
const AFTER_MS = 5_000;

export class Silence {
  private since: number | null = null;

  /** True once there was nothing for so long. `judged`: somebody means to be heard now. */
  hear(rms: number, now: number, judged: boolean): boolean {
    if (!judged || rms > NOTHING_BELOW) {
      this.since = null;
      return false;
    }
    this.since ??= now;
    return now - this.since >= AFTER_MS;
  }

  reset(): void {
    this.since = null;
  }
}
