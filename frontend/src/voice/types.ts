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
  | "silent" // it is on, and gives nothing at all: a switch on the device itself
  | "paused" // the system holds it back for a while: a phone call
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
  /** Muted for me; the volume is kept for later. */
  readonly hushed: boolean;
}

/** How one person is heard, as the listener set it. */
export interface HeardAs {
  /** 0 to 1. */
  readonly volume: number;
  readonly hushed: boolean;
}

/** Where it is kept how people are heard, by user. */
export interface HeardBook {
  of(userId: string): HeardAs;
  write(userId: string, heard: HeardAs): void;
}

export interface VoiceYou {
  readonly peerId: string;
  readonly role: Role;
  /** What the others hear: true whenever nothing is sent. */
  readonly muted: boolean;
  readonly speaking: boolean;
  /** The microphone is muted, and hears a voice all the same. */
  readonly speakingMuted: boolean;
  /** What the server last said of oneself, which is what others are shown. */
  readonly shownMuted: boolean;
}

/** A microphone or a loudspeaker. Its label is empty as long as the browser does not tell it. */
export interface AudioDevice {
  readonly id: string;
  readonly label: string;
}

export type DeviceKind = "microphone" | "speaker";

/** Something happened to a device without anybody asking for it here, or asking did not help. */
export interface DeviceNews {
  /** Counts up; a name for this piece of news. */
  readonly number: number;
  readonly kind: DeviceKind;
  /** It was plugged in; it was in use and is gone, the default one is used; it cannot be used. */
  readonly what: "came" | "gone" | "refused";
  readonly device: AudioDevice;
}

/** "" is the id of whatever the system uses by default, and is in no list. */
export interface DevicesNow {
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
  readonly microphoneId: string;
  readonly speakerId: string;
  readonly canChooseSpeaker: boolean;
  readonly processing: Processing;
  /** The last piece; null when there is none, or it was read. */
  readonly news: DeviceNews | null;
}

/** What the browser does to the sound of a microphone. */
export interface Processing {
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

export interface VoiceDevices {
  /** The lists are kept up to date from the first subscription on. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => DevicesNow;
  /** In a call at once and without a gap. One that cannot be used leaves the one that is. */
  chooseMicrophone(deviceId: string): Promise<void>;
  chooseSpeaker(deviceId: string): Promise<void>;
  setProcessing(processing: Processing): Promise<void>;
  /** The news was read. */
  dismiss(): void;
}

/** How one hears the others; all of it is for oneself only. */
export interface VoiceEars {
  /** 0 to 1. */
  setVolume(peerId: string, volume: number): void;
  setHushed(peerId: string, hushed: boolean): void;
  /** Hear nobody, and be muted meanwhile; afterwards the microphone is as it was. */
  setDeafened(deafened: boolean): void;
}

/** Short sounds, made here and never sent. */
export type ChimeName =
  | "joined"
  | "left"
  | "somebody_joined"
  | "somebody_left"
  | "unmuted"
  | "muted"
  | "lost"
  | "back"
  | "test";

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
  /** One hears nobody, by choice. */
  readonly deafened: boolean;
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
  /** On the chosen loudspeaker. Call it from a click, or after one. */
  chime(name: ChimeName): void;
  /** Call from a click when `playbackBlocked`. */
  unblockPlayback(): Promise<void>;
  /** Sign-out or account change: leave, close socket and microphone. */
  shutdown(): Promise<void>;
  subscribe(listener: () => void): () => void;
  getSnapshot(): VoiceSnapshot;
  /** Others than the one that the person is in. */
  readonly rooms: WatchedRooms;
  readonly devices: VoiceDevices;
  readonly ears: VoiceEars;
  /**
   * Sound levels ten times a second, outside the snapshot: by peerId, "me" (what the others hear) and
   * "microphone" (muted or not). 0 at silence (-60 decibels and less), 1 at full scale, even steps in
   * decibels between. Talk is about 0.5.
   */
  readonly levels: {
    subscribe(listener: (levels: ReadonlyMap<string, number>) => void): () => void;
  };
}
