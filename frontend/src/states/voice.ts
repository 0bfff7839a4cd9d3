/** A voice engine that stands still in one picture: outside a room, and once somebody joined. */
import { NOTHING } from "../voice/snapshot";
import type {
  DevicesNow,
  RoomsNow,
  VoiceEngine,
  VoicePerson,
  VoiceSnapshot,
  VoiceYou,
} from "../voice/types";
import { people, room, ROOM_ID } from "./fixtures";

const rest = () => Promise.resolve();

export type Picture = Partial<VoiceSnapshot>;

const NEVER_TOLD: RoomsNow = { trueUntil: 0, rooms: new Map(), gone: [] };

/** Levels of a voice that stands still, so that pictures can be compared. */
const TALK = 0.5;

export const you: VoiceYou = {
  peerId: "me",
  role: "speaker",
  muted: true,
  speaking: false,
  speakingMuted: false,
  shownMuted: true,
};

const DEVICES: DevicesNow = {
  microphones: [{ id: "default", label: "Built-in microphone" }],
  speakers: [{ id: "default", label: "Built-in loudspeaker" }],
  microphoneId: "default",
  speakerId: "default",
  canChooseSpeaker: true,
  processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  news: null,
};

export function person(place: number, more: Partial<VoicePerson> = {}): VoicePerson {
  const user = people[place % people.length];
  if (user === undefined) throw new Error("There are fixtures of people.");
  return {
    peerId: `peer-${place}`,
    user,
    role: "speaker",
    muted: true,
    speaking: false,
    away: false,
    state: "connected",
    apart: null,
    path: "direct",
    volume: 1,
    hushed: false,
    ...more,
  };
}

export const several = (count: number) =>
  Array.from({ length: count }, (_, place) => person(place));

/** Inside the room of the fixtures, with these people. */
export function inside(others: readonly VoicePerson[], more: Picture = {}): Picture {
  const words = room(others.length + 1);
  return { phase: "joined", room: words, you, people: others, microphone: "live", ...more };
}

export interface Pictures {
  readonly outside?: Picture;
  readonly joined?: Picture;
  readonly devices?: Partial<DevicesNow>;
}

/** What is not told below is asked for in vain: a screen may ask for more than pictures need. */
export function stillEngine({ outside, joined, devices }: Pictures): VoiceEngine {
  const listeners = new Set<() => void>();
  const devicesNow = { ...DEVICES, ...devices };
  let now: VoiceSnapshot = { ...NOTHING, ...outside };
  const known: Partial<VoiceEngine> = {
    join: async () => {
      now = { ...NOTHING, roomId: ROOM_ID, ...joined };
      for (const heard of listeners) heard();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => now,
    rooms: {
      watch: () => undefined,
      subscribe: () => () => undefined,
      getSnapshot: () => NEVER_TOLD,
    },
    devices: {
      subscribe: () => () => undefined,
      getSnapshot: () => devicesNow,
      chooseMicrophone: rest,
      chooseSpeaker: rest,
      setProcessing: rest,
      dismiss: () => undefined,
    },
    ears: {
      setVolume: () => undefined,
      setHushed: () => undefined,
      setDeafened: () => undefined,
    },
    levels: {
      subscribe: (listener) => {
        const loud = ["me", ...now.people.filter((one) => one.speaking).map((one) => one.peerId)];
        const timer = setTimeout(() => listener(new Map(loud.map((id) => [id, TALK]))), 0);
        return () => clearTimeout(timer);
      },
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the proxy answers every other verb
  return new Proxy(known, {
    // An engine is awaited when it is made: it is no promise.
    get: (engine, verb) => (verb === "then" ? undefined : (Reflect.get(engine, verb) ?? rest)),
  }) as VoiceEngine;
}
