/** The offers that go with a join, each on a connection of its own, and who was given which. */
import type { Offer } from "../wire";
import { Draft, type DraftOptions } from "./draft";
import type { Clock } from "./ports";

export interface OfferPoolOptions {
  readonly clock: Clock;
  readonly draft: () => DraftOptions;
}

/** What a join takes: so many, and together so many bytes. */
const MOST = 24;
const MOST_BYTES = 48 * 1024;
/** So long connections are made: the others are made when it is known for whom. */
const MAKE_MS = 15;
/** So long a join waits for what browsers do in five; what is found later is sent behind it. */
const WAIT_MS = 30;
/** Candidates of all networks are found at nearly the same time. */
const MOMENT_MS = 2;

export class OfferPool {
  private readonly spare: Draft[] = [];
  private readonly posted: (Draft | null)[] = [];

  constructor(private readonly options: OfferPoolOptions) {}

  /** One for each of so many people, as far as there is time for it. */
  grow(people: number): void {
    const { clock, draft } = this.options;
    const end = clock.now() + MAKE_MS;
    const count = Math.min(people, MOST);
    while (this.spare.length < count && clock.now() < end) this.spare.push(new Draft(draft()));
  }

  /** Whether there is nothing to wait for. */
  get isReady(): boolean {
    return this.spare.every((draft) => draft.isReady);
  }

  /** Settles in a moment, ready or not. */
  async ready(): Promise<void> {
    const found = this.spare.map((draft) => draft.ready);
    await Promise.race([Promise.all(found), this.pause(WAIT_MS)]);
    await this.pause(MOMENT_MS);
  }

  /** What goes with the join: those that are made, as far as they fit. */
  offers(): Offer[] {
    const offers: Offer[] = [];
    let bytes = 0;
    for (const draft of this.spare.splice(0)) {
      const offer = draft.read();
      const size = offer ? sizeOf(offer) : 0;
      if (offer && bytes + size <= MOST_BYTES) {
        bytes += size;
        offers.push(offer);
        draft.post();
        this.posted.push(draft);
      } else this.spare.push(draft);
    }
    return offers;
  }

  /** The draft whose offer somebody was given, by its number, or one that nobody was. */
  take(offer: number | null): Draft | null {
    if (offer === null) return this.spare.shift() ?? null;
    const draft = this.posted[offer] ?? null;
    this.posted[offer] = null;
    return draft;
  }

  /** Whatever is nobody's is closed. */
  close(): void {
    for (const draft of [...this.spare.splice(0), ...this.posted.splice(0)]) draft?.close();
  }

  private pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.options.clock.after(delayMs, resolve));
  }
}

function sizeOf(offer: Offer): number {
  return new TextEncoder().encode(JSON.stringify(offer)).length;
}
