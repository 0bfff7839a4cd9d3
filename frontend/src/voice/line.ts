/** Keeps the line to the server open: renewed, spread, and soon when the network returns. */
import { reconnectDelay, restartDelay } from "./backoff";
import type { Clock } from "./ports";
import type { Signaling } from "./signaling";
import { Sleep } from "./sleep";

type LineState = "off" | "renewing" | "opening" | "open" | "waiting";

export interface LineOptions {
  readonly signaling: Signaling;
  readonly clock: Clock;
  random(): number;
  renew(): Promise<boolean>;
  isSessionFresh(): boolean;
  /** Whether to come back although the server said goodbye: somebody is in a room. */
  isNeeded(): boolean;
  /** The session is over; the line stays off. */
  onSessionOver(): void;
  /** The line broke while this device slept, for so long that nobody is waited for. */
  onOverslept(): void;
}

/** A connection that lived this long was a good one: the next wait begins short again. */
const GOOD_MS = 10_000;
/** Who hurries comes at once; spread, as a whole office has its network again together. */
const HURRY_MS = 250;
/** Failures that say nothing of the session: the line broke, or the server said that it goes. */
const FORGIVEN = 1;
const FORGIVEN_IN_RESTART = 6;
/** A renewal that takes longer is on a network that is gone. */
const RENEWAL_MS = 5_000;

export class Line {
  private state: LineState = "off";
  private tries = 0;
  private openedAt = 0;
  /** The last try came to nothing, and a browser cannot see whether it was refused. */
  private doubted = false;
  /** So many failures more are the server's, which is not there. */
  private forgiven = 0;
  /** The wait that the server asked for before it went. */
  private askedBackMs: number | null = null;
  private readonly sleep: Sleep;
  /** Numbers the tries, so that what comes late is known. */
  private turn = 0;
  private cancelWait: () => void = () => undefined;

  constructor(private readonly options: LineOptions) {
    options.signaling.opened.on(() => this.opened());
    options.signaling.refused.on(() => this.refused());
    options.signaling.closed.on(({ byServer }) => this.closed(byServer));
    options.signaling.facts.on((fact) => {
      if (fact.name === "server-restarting") this.askedBackMs = fact.payload.retryInMs;
    });
    this.sleep = new Sleep({
      clock: options.clock,
      isSessionFresh: () => options.isSessionFresh(),
      onOverslept: () => {
        if (this.state !== "open") options.onOverslept();
      },
      onTimeMissed: () => {
        if (this.state === "open") options.signaling.drop();
        if (this.state === "waiting") this.waitFor(options.random() * HURRY_MS);
      },
    });
  }

  /** See to it that the line is open, now and until `release`; a waiting try is made at once. */
  hold(): void {
    this.sleep.watch(true);
    if (this.state === "off" || this.state === "waiting") void this.attempt();
  }

  /** Say goodbye and stay off. */
  release(): void {
    this.turnOff();
    this.options.signaling.close();
  }

  /** The network returned, or the person looks: no more waiting. */
  hurry(): void {
    this.sleep.check();
    if (this.state === "waiting") this.waitFor(this.options.random() * HURRY_MS);
  }

  private async attempt(): Promise<void> {
    this.cancelWait();
    const turn = ++this.turn;
    if (this.doubted || !this.options.isSessionFresh()) {
      this.state = "renewing";
      const alive = await this.renewed();
      if (turn !== this.turn) return;
      if (alive === null) return this.wait();
      if (!alive) return this.over();
    }
    this.state = "opening";
    this.options.signaling.open();
  }

  /** True: go on; false: the session is over; null: the server could not be asked. */
  private renewed(): Promise<boolean | null> {
    return new Promise((resolve) => {
      const cancel = this.options.clock.after(RENEWAL_MS, () => resolve(null));
      this.options
        .renew()
        .then(resolve, () => resolve(null))
        .finally(cancel);
    });
  }

  private opened(): void {
    this.state = "open";
    this.doubted = false;
    this.askedBackMs = null;
    this.openedAt = this.options.clock.now();
  }

  private refused(): void {
    if (this.state === "off") return;
    if (this.forgiven > 0) this.forgiven--;
    else this.doubted = true;
    this.wait();
  }

  private closed(byServer: boolean): void {
    if (this.state === "off") return;
    if (this.options.clock.now() - this.openedAt >= GOOD_MS) this.tries = 0;
    if (byServer && !this.options.isNeeded()) return this.turnOff();
    const askedMs = this.askedBackMs;
    this.askedBackMs = null;
    this.forgiven = askedMs === null ? FORGIVEN : FORGIVEN_IN_RESTART;
    if (askedMs === null) this.wait();
    else this.waitFor(restartDelay(askedMs));
    if (this.sleep.justOverslept) this.options.onOverslept();
  }

  private wait(): void {
    this.waitFor(reconnectDelay(this.tries++, this.options.random()));
  }

  private waitFor(delayMs: number): void {
    this.state = "waiting";
    this.cancelWait();
    this.cancelWait = this.options.clock.after(delayMs, () => void this.attempt());
  }

  private over(): void {
    this.turnOff();
    // Whoever signs in again renews first; anybody else is not let through to the server.
    this.doubted = true;
    this.options.onSessionOver();
  }

  private turnOff(): void {
    this.turn++;
    this.cancelWait();
    this.sleep.watch(false);
    this.state = "off";
    this.tries = this.forgiven = 0;
    this.doubted = false;
    this.askedBackMs = null;
  }
}
