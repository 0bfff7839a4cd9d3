/** Who cannot hear each other for so long that both should know: pure time, no repair. */
import type { Clock } from "./ports";
import type { PeerState } from "./types";

export interface ApartOptions {
  readonly clock: Clock;
  /** Whether words reach them now; otherwise the missing words are the trouble, and are shown. */
  isReachable(peerId: string): boolean;
  onChange(peerId: string, apart: boolean): void;
}

/** Of who never heard each other. Both see it within ten seconds of the newcomer's click. */
const NEW_MS = 8_000;
/** Of who did: a device that fell asleep is known to be away by then. */
const FORMER_MS = 20_000;

interface Wait {
  readonly cancel: () => void;
  readonly former: boolean;
}

export class Apart {
  private readonly waits = new Map<string, Wait>();
  private readonly met = new Set<string>();
  private readonly shown = new Set<string>();

  constructor(private readonly options: ApartOptions) {}

  note(peerId: string, state: PeerState): void {
    if (state === "connected" || state === "closed") {
      this.end(peerId);
      if (state === "connected") this.met.add(peerId);
      else this.met.delete(peerId);
    } else if (!this.waits.has(peerId) && !this.shown.has(peerId)) this.wait(peerId);
  }

  private wait(peerId: string): void {
    const former = this.met.has(peerId);
    const cancel = this.options.clock.after(former ? FORMER_MS : NEW_MS, () => this.tell(peerId));
    this.waits.set(peerId, { cancel, former });
  }

  private tell(peerId: string): void {
    this.waits.delete(peerId);
    if (!this.options.isReachable(peerId)) return this.wait(peerId);
    this.shown.add(peerId);
    this.options.onChange(peerId, true);
  }

  private end(peerId: string): void {
    this.waits.get(peerId)?.cancel();
    this.waits.delete(peerId);
    if (this.shown.delete(peerId)) this.options.onChange(peerId, false);
  }
}
