/** The words of the voice engine: plain data out, a handful of verbs in. */
import type { ErrorCode, PublicUser, Role, RoomNow, RoomWords } from "../wire";

/** Where the engine is with a room. One field, no flags beside it. */
export type VoicePhase = "idle" | "joining" | "joined" | "reconnecting" | "ended" | "failed";

export type EndReason = "left" | "kicked" | "banned" | "room_ended" | "replaced" | "session_ended";

/** How the connection to one other person is. */
export type PeerState =
  | "new"
  | "connecting"
  | "connected"
  | "wobbly"
  | "restarting"
  | "rebuilding"
  | "lost"
  | "closed";

/** What the microphone is really doing, whatever was wished for. */
export type MicrophoneState =
  | "off" // none was asked for: listening only
  | "opening"
  | "live"
  | "dismissed"
  | "denied"
  | "system_denied"
  | "missing"
  | "busy"
  | "unplugged"
  | "insecure"
  | "policy"
  | "unsupported";

/** Why two people cannot hear each other, as far as one end can know. */
export type ApartReason =
  | "no_relay" // no direct path, and this server has no relay
  | "relay_silent" // there is one, and it does not answer here
  | "relay_refuses" // it does not know the accounts that the server makes
  | "relay_full" // it has no place left
  | "unknown"; // it answers here, so it may be their end

/** Whether sound goes straight to somebody or by a relay. */
export type Path = "direct" | "relay";

export interface VoicePerson {
  readonly peerId: string;
  readonly user: PublicUser;
  readonly role: Role;
  readonly muted: boolean;
  readonly speaking: boolean;
  /** Their signalling connection blinked; the sound may go on. */
  readonly away: boolean;
  readonly state: PeerState;
  /** They and I cannot hear each other, and why; null while we can, or may soon. */
  readonly apart: ApartReason | null;
  /** Null while there is none, or it is not known yet. */
  readonly path: Path | null;
  /** 0 to 1, for me only. */
  readonly volume: number;
}

export interface VoiceYou {
  readonly peerId: string;
  readonly role: Role;
  /** What the others hear: true whenever nothing is sent. */
  readonly muted: boolean;
  readonly speaking: boolean;
}

export interface VoiceError {
  readonly code: ErrorCode | "server_unreachable" | "unsupported";
  readonly detail: string;
}

/** One immutable picture of everything; a new object only when something changed. */
export interface VoiceSnapshot {
  readonly phase: VoicePhase;
  readonly roomId: string | null;
  readonly room: RoomWords | null;
  readonly you: VoiceYou | null;
  /** The others, in the order they were first seen. */
  readonly people: readonly VoicePerson[];
  readonly microphone: MicrophoneState;
  /** The browser refuses to play until the person does something on the page. */
  readonly playbackBlocked: boolean;
  /** The server said that it goes down for a moment; false once it is there again. */
  readonly serverRestarts: boolean;
  readonly ended: EndReason | null;
  readonly error: VoiceError | null;
}

export interface JoinOptions {
  /** Open the microphone (muted); false joins as a listener, without any prompt. */
  readonly microphone: boolean;
  /** Begin muted. The first time a person enters it is always true. */
  readonly muted: boolean;
  /** How many are inside, if it is known: they are heard a round trip sooner. */
  readonly people?: number;
}

/** What the server told of rooms that one looks at from outside; a new object when it told more. */
export interface RoomsNow {
  /** Milliseconds of the wall clock: what was asked for later is newer. While told: Infinity. */
  readonly trueUntil: number;
  readonly rooms: ReadonlyMap<string, RoomNow>;
  /** Rooms that it just said are there for this person no more. */
  readonly gone: readonly string[];
}

export interface WatchedRooms {
  /** Hear of these rooms from now on, in place of those before; of none: no more. */
  watch(roomIds: readonly string[]): void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => RoomsNow;
}

/** What a screen may ask for. Nothing here throws: what came of it is in the snapshot. */
export interface VoiceEngine {
  /**
   * Connect the socket early (lobby, door), and make ready for a join of that room with so many
   * people inside; again when they are others. `leave` is the end of it.
   */
  warmUp(roomId?: string, people?: number): void;
  /**
   * Go into a room, out of another one if need be. Settles when the phase is no longer `joining`.
   * For the room one is in already it does nothing.
   */
  join(roomId: string, options: JoinOptions): Promise<void>;
  /** Out of the room, at once; without one: clears what the last stay left to say. */
  leave(): Promise<void>;
  /** At once. Unmuting opens a microphone when there is none; outside a room nothing happens. */
  setMuted(muted: boolean): Promise<void>;
  /** Before a room: the meter moves, nothing is sent. Inside one: try again after trouble. */
  openMicrophone(): Promise<void>;
  closeMicrophone(): void;
  chooseMicrophone(deviceId: string): Promise<void>;
  /** A loudspeaker that is not there leaves the sound where it was. */
  chooseSpeaker(deviceId: string): Promise<void>;
  /** 0 to 1, for me only; kept for this person while the page is open. */
  setVolume(peerId: string, volume: number): void;
  /** Call from a click when `playbackBlocked`. */
  unblockPlayback(): Promise<void>;
  /** Sign-out or account change: leave, close socket and microphone. */
  shutdown(): Promise<void>;
  subscribe(listener: () => void): () => void;
  getSnapshot(): VoiceSnapshot;
  /** Others than the one that the person is in. */
  readonly rooms: WatchedRooms;
  /**
   * Sound levels ten times a second, by peerId and "me", outside the snapshot: 0 at silence (-60
   * decibels and less), 1 at full scale, even steps in decibels between. Talk is about 0.5.
   */
  readonly levels: {
    subscribe(listener: (levels: ReadonlyMap<string, number>) => void): () => void;
  };
}
