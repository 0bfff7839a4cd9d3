/** A room with people for tests of screens: the store, an engine that only writes down, and words. */
import { configureStore } from "@reduxjs/toolkit";
import type { ReactNode } from "react";
import { Provider } from "react-redux";
import { MemoryRouter, Route, Routes } from "react-router";
import { vi } from "vitest";

import { api } from "../api/base";
import type { DevicesNow, VoiceEngine, VoicePerson, VoiceSnapshot } from "../voice/types";
import type { RoomWords } from "../wire";
import { PLAIN_PREFERENCES, preferencesReducer, preferred, type Preferences } from "./preferences";
import { type Session, sessionReducer } from "./session";
import { someone } from "./someone.fixture";
import { voiceChanged, voiceReducer } from "./voice";
import { VoiceEngineContext } from "./voiceEngine";

const NAMES = ["Bob", "Cleo Example", "Dana", "Eli Sample", "Femi", "Gus", "Hana", "Ida", "Jonas"];

/** The n-th other person, muted. */
export function other(n: number, more: Partial<VoicePerson> = {}): VoicePerson {
  const name = `${NAMES[n % NAMES.length]}${n < NAMES.length ? "" : ` ${n}`}`;
  return {
    peerId: `peer-${n}`,
    user: { _id: String(n).padStart(24, "0"), name, username: `u${n}`, avatar: "", bio: "" },
    role: "speaker",
    muted: true,
    speaking: false,
    away: false,
    state: "connected",
    apart: null,
    path: null,
    volume: 1,
    hushed: false,
    ...more,
  };
}

const host = { _id: someone._id, name: someone.name, username: someone.username, bio: "" };
const owner = { ...host, avatar: someone.avatar };

export const room: RoomWords = {
  _id: "65f0aa11bb22cc33dd44ee00",
  topic: "Garden planning",
  roomType: "public",
  userId: owner,
  speakers: [owner],
  people: [owner],
  count: 1,
  full: false,
  locked: false,
  mode: "open",
  createdAt: "2026-11-24T07:00:00.000Z",
  updatedAt: "2026-11-24T07:00:00.000Z",
};

/** In the room with so many others, muted, the microphone open. */
export function inRoom(others: number, more: Partial<VoiceSnapshot> = {}): VoiceSnapshot {
  return {
    phase: "joined",
    roomId: room._id,
    room,
    you: {
      peerId: "peer-me",
      role: "owner",
      muted: true,
      speaking: false,
      speakingMuted: false,
      shownMuted: true,
    },
    people: Array.from({ length: others }, (_, n) => other(n)),
    microphone: "live",
    deafened: false,
    playbackBlocked: false,
    serverRestarts: false,
    ended: null,
    error: null,
    ...more,
  };
}

export const twoOfEach: DevicesNow = {
  microphones: [
    { id: "built-in", label: "Built-in microphone" },
    { id: "usb", label: "USB headset" },
  ],
  speakers: [
    { id: "loud", label: "Built-in loudspeaker" },
    { id: "usb-out", label: "USB headset" },
  ],
  microphoneId: "",
  speakerId: "",
  canChooseSpeaker: true,
  processing: PLAIN_PREFERENCES.processing,
  news: null,
};

/** Writes down what it is asked; says what the test shows it. */
class FakeEngine {
  voice = inRoom(0);
  now: DevicesNow = twoOfEach;
  private readonly told = new Set<() => void>();
  private readonly heard = new Set<(levels: ReadonlyMap<string, number>) => void>();
  readonly join = vi.fn<VoiceEngine["join"]>(async () => undefined);
  readonly leave = vi.fn<VoiceEngine["leave"]>(async () => undefined);
  readonly setMuted = vi.fn<VoiceEngine["setMuted"]>(async () => undefined);
  readonly openMicrophone = vi.fn<VoiceEngine["openMicrophone"]>(async () => undefined);
  readonly closeMicrophone = vi.fn<VoiceEngine["closeMicrophone"]>();
  readonly unblockPlayback = vi.fn<VoiceEngine["unblockPlayback"]>(async () => undefined);
  readonly chime = vi.fn<VoiceEngine["chime"]>();
  readonly warmUp = vi.fn<VoiceEngine["warmUp"]>();
  readonly getSnapshot = () => this.voice;
  readonly devices = {
    subscribe: (listener: () => void) => {
      this.told.add(listener);
      return () => this.told.delete(listener);
    },
    getSnapshot: () => this.now,
    chooseMicrophone: vi.fn<(id: string) => Promise<void>>(async () => undefined),
    chooseSpeaker: vi.fn<(id: string) => Promise<void>>(async () => undefined),
    setProcessing: vi.fn<() => Promise<void>>(async () => undefined),
    dismiss: vi.fn<() => void>(() => this.show({ news: null })),
  };
  readonly ears = {
    setVolume: vi.fn<(peerId: string, volume: number) => void>(),
    setHushed: vi.fn<(peerId: string, hushed: boolean) => void>(),
    setDeafened: vi.fn<(deafened: boolean) => void>(),
  };
  readonly rooms = {
    watch: vi.fn<(roomIds: readonly string[]) => void>(),
    subscribe: () => () => undefined,
    getSnapshot: () => NOTHING_TOLD,
  };
  readonly levels = {
    subscribe: (listener: (levels: ReadonlyMap<string, number>) => void) => {
      this.heard.add(listener);
      return () => this.heard.delete(listener);
    },
  };

  show(change: Partial<DevicesNow>): void {
    this.now = { ...this.now, ...change };
    for (const told of this.told) told();
  }

  sound(levels: Record<string, number>): void {
    for (const heard of this.heard) heard(new Map(Object.entries(levels)));
  }
}

const NOTHING_TOLD = { trueUntil: 0, rooms: new Map(), gone: [] };

export interface Studio {
  readonly engine: FakeEngine;
  readonly page: ReactNode;
  readonly show: (voice: VoiceSnapshot) => void;
  readonly prefer: (change: Partial<Preferences>) => void;
  readonly preferences: () => Preferences;
}

/** Pages by path, with somebody signed in; the first one is shown. */
export function studio(
  pages: Record<string, ReactNode>,
  at = Object.keys(pages)[0] ?? "/",
): Studio {
  const engine = new FakeEngine();
  const session: Session = { status: "signed_in", user: someone, expiresAt: null };
  const store = configureStore({
    preloadedState: { session },
    reducer: {
      [api.reducerPath]: api.reducer,
      voice: voiceReducer,
      session: sessionReducer,
      preferences: preferencesReducer,
    },
    middleware: (standard) =>
      standard({ thunk: { extraArgument: { renew: async () => "unreachable" } } }).concat(
        api.middleware,
      ),
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part of it that screens use
  const voice = engine as unknown as VoiceEngine;
  return {
    engine,
    page: (
      <Provider store={store}>
        <VoiceEngineContext value={voice}>
          <MemoryRouter initialEntries={[at]}>
            <Routes>
              {Object.entries(pages).map(([path, element]) => (
                <Route key={path} path={path} element={element} />
              ))}
            </Routes>
          </MemoryRouter>
        </VoiceEngineContext>
      </Provider>
    ),
    show: (snapshot) => {
      engine.voice = snapshot;
      store.dispatch(voiceChanged(snapshot));
    },
    prefer: (change) => void store.dispatch(preferred(change)),
    preferences: () => store.getState().preferences,
  };
}
