/** How one hears the others: how loud, muted for oneself, or nobody at all. */
import type { Microphone } from "./microphone";
import { patched } from "./roster";
import type { Board } from "./snapshot";
import type { Speakers } from "./speakers";
import type { HeardAs, HeardBook, VoiceEars } from "./types";

export interface EarsOptions {
  readonly board: Board;
  readonly speakers: Speakers;
  readonly microphone: Pick<Microphone, "muted" | "setMuted">;
  readonly book: HeardBook;
}

const AS_THEY_ARE: HeardAs = { volume: 1, hushed: false };

/** For who keeps nothing beyond this page. */
export function bookInMemory(): HeardBook {
  const pages = new Map<string, HeardAs>();
  return {
    of: (userId) => pages.get(userId) ?? AS_THEY_ARE,
    write: (userId, heard) => void pages.set(userId, heard),
  };
}

export class Ears implements VoiceEars {
  private mutedBefore = true;

  constructor(private readonly options: EarsOptions) {}

  /** As it was set for them when they were last here. */
  of(peerId: string): HeardAs {
    const user = this.person(peerId)?.user;
    return user ? this.options.book.of(user._id) : AS_THEY_ARE;
  }

  setVolume(peerId: string, volume: number): void {
    this.set(peerId, { volume: Math.min(1, Math.max(0, volume)), hushed: false });
  }

  setHushed(peerId: string, hushed: boolean): void {
    const { volume } = this.of(peerId);
    // Whoever was turned down to nothing is not brought back to nothing.
    this.set(peerId, { volume: hushed || volume > 0 ? volume : 1, hushed });
  }

  setDeafened(deafened: boolean): void {
    const { board, speakers, microphone } = this.options;
    if (board.now.deafened === deafened) return;
    speakers.setSilenced(deafened);
    board.show({ deafened });
    if (deafened) this.mutedBefore = microphone.muted;
    if (deafened || !this.mutedBefore) microphone.setMuted(deafened);
  }

  /** Out of the room: whoever comes into the next one hears it. */
  reset(): void {
    this.options.speakers.setSilenced(false);
    this.options.board.show({ deafened: false });
  }

  private set(peerId: string, heard: HeardAs): void {
    const { board, speakers, book } = this.options;
    const person = this.person(peerId);
    if (!person) return;
    book.write(person.user._id, heard);
    speakers.adjust(peerId, heard);
    board.show({ people: patched(board.now.people, peerId, { ...heard }) });
  }

  private person(peerId: string) {
    return this.options.board.now.people.find((one) => one.peerId === peerId);
  }
}
