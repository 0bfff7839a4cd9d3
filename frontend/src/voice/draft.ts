/** An offer for somebody who is not known yet: made before a join, and given away with it. */
import type { Offer } from "../wire";
import type { Signal } from "./link";
import { Negotiation, type NegotiationOptions } from "./negotiation";

export type DraftOptions = Pick<
  NegotiationOptions,
  "connection" | "stream" | "freshServers" | "track"
>;

/** Drafts begin the first life with somebody, who is as new as we are. */
export const FIRST_GENERATION = 1;

export class Draft {
  /** There is a description with a way to reach us; it may never be. */
  readonly ready: Promise<void>;
  private readonly negotiation: Negotiation;
  /** Said to nobody yet. */
  private unsaid: Signal[] = [];
  private reachable = false;
  private settle: () => void = () => undefined;

  constructor(options: DraftOptions) {
    this.ready = new Promise((resolve) => (this.settle = resolve));
    this.negotiation = new Negotiation({
      ...options,
      generation: FIRST_GENERATION,
      again: false,
      // Nobody can offer to us before they are known.
      polite: false,
      send: (signal) => {
        this.unsaid.push(signal);
        if ("candidate" in signal) this.find();
      },
      onConnection: () => undefined,
      onTrack: () => undefined,
    });
    this.negotiation.offer(false);
  }

  get isReady(): boolean {
    return this.reachable;
  }

  /** The offer with the candidates that were found; null when it is not made yet. */
  read(): Offer | null {
    const made = this.unsaid.some((signal) => "description" in signal);
    const sdp = made ? this.negotiation.description?.sdp : undefined;
    return sdp === undefined ? null : { type: "offer", sdp };
  }

  /** It goes with the join as it was read; what is found from now on has to be said. */
  post(): void {
    this.unsaid = [];
  }

  /** It is somebody's from now on; whatever they were not told yet they are told. */
  address(to: Omit<NegotiationOptions, "connection">): Negotiation {
    this.negotiation.address(to);
    for (const signal of this.unsaid) to.send(signal);
    return this.negotiation;
  }

  close(): void {
    this.negotiation.close();
  }

  private find(): void {
    this.reachable = true;
    this.settle();
  }
}
