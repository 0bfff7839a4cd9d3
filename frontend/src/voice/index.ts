/** The door of the voice engine. Everything else in this folder is its own business. */
import { bookInMemory } from "./ears";
import { Engine } from "./engine";
import { browserPorts, type Ports } from "./ports";
import type { HeardBook, VoiceEngine } from "./types";

export type * from "./types";

export interface VoiceOptions extends Partial<Ports> {
  /** Where the server is: `https://host` or `""` for the page's own origin. */
  readonly origin: string;
  /**
   * Renew the session's cookies. True: done; false: the session is over, nothing more is tried.
   * Throw when the server could not be asked: then it is tried again.
   */
  renew(): Promise<boolean>;
  /**
   * Whether the access token is still good for a connection now. It is asked before each try to
   * connect; false renews first. Renewing before it expires in a room is the caller's business.
   */
  isSessionFresh?(): boolean;
  /** Keeps how loud each person is for the listener; without it, as long as the page is open. */
  readonly book?: HeardBook;
}

/** Made once, in main.tsx. Nothing happens before `warmUp` or `join`. */
export function createVoice(options: VoiceOptions): VoiceEngine {
  const defaults = { isSessionFresh: () => true, book: bookInMemory() };
  return new Engine({ ...defaults, ...browserPorts(), ...options });
}

export type { ProbeResult } from "./probe";
export { type MicrophoneTrial, tryMicrophone, tryServer } from "./trials";
