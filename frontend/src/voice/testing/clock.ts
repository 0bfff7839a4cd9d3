/** A clock that stands still until a test moves it. */
import type { Clock } from "../ports";

export class FakeClock implements Clock {
  private time = 0;
  private slept = 0;
  private readonly timers = new Set<{ at: number; run: () => void }>();

  now(): number {
    return this.time;
  }

  wall(): number {
    return this.time + this.slept;
  }

  /** The device sleeps for so long: nothing runs, and only the clock on the wall goes on. */
  sleep(ms: number): void {
    this.slept += ms;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.time + delayMs, run };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  /** Let this much time pass: what is due runs in order, and everything it begins settles. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (let due = this.next(end); due; due = this.next(end)) {
      this.time = due.at;
      this.timers.delete(due);
      due.run();
      await settled();
    }
    this.time = end;
  }

  private next(end: number): { at: number; run: () => void } | undefined {
    return [...this.timers]
      .filter((timer) => timer.at <= end)
      .toSorted((one, other) => one.at - other.at)[0];
  }
}

/** Every promise that can settle without time passing has settled. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
