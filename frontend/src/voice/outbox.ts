/** Signals on their way: in order, and again after a broken line when nobody knows if they arrived. */
import { Refusal } from "./errors";
import type { Signal } from "./link";

interface Letter {
  readonly peerId: string;
  readonly signal: Signal;
}

/** More would be a peer that never answers; the repair of its connection begins anew anyway. */
const MOST = 1_000;

export class Outbox {
  /** Not acknowledged yet, oldest first. */
  private readonly letters = new Set<Letter>();
  private open = true;

  /** `relay` throws Refusal when the server said no, anything else when nobody knows. */
  constructor(private readonly relay: (peerId: string, signal: Signal) => Promise<unknown>) {}

  post(peerId: string, signal: Signal): void {
    if (this.letters.size >= MOST) return;
    const letter = { peerId, signal };
    this.letters.add(letter);
    if (this.open) void this.send(letter);
  }

  /** The line broke: keep what was not acknowledged. */
  hold(): void {
    this.open = false;
  }

  /** We are back under the same id: everything again that may not have arrived. */
  resume(): void {
    this.open = true;
    for (const letter of this.letters) void this.send(letter);
  }

  /** Forget what was meant for somebody. */
  discard(peerId: string): void {
    for (const letter of this.letters) if (letter.peerId === peerId) this.letters.delete(letter);
  }

  private async send(letter: Letter): Promise<void> {
    try {
      await this.relay(letter.peerId, letter.signal);
      this.letters.delete(letter);
    } catch (error) {
      // What the server refused it would refuse again.
      if (error instanceof Refusal) this.letters.delete(letter);
    }
  }
}
