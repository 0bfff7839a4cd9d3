/** What one person prefers. The server has no place for it: it is kept per account in this browser. */
import type { PayloadAction } from "@reduxjs/toolkit";
import { createSlice } from "@reduxjs/toolkit";
import { useDispatch, useSelector } from "react-redux";

import type { HeardAs, Processing } from "../voice/types";

/** "hold": the microphone is open while a key or the button is held. */
export const TALK_WISHES = ["voice", "hold"] as const;
type TalkWish = (typeof TALK_WISHES)[number];

/** How much of a call is told to a screen reader, from everything to what cannot wait. */
export const TOLD_WISHES = ["all", "important", "off"] as const;
export type ToldWish = (typeof TOLD_WISHES)[number];

export interface Preferences {
  /** "" for the system's default. */
  readonly microphoneId: string;
  readonly speakerId: string;
  readonly processing: Processing;
  readonly talkWith: TalkWish;
  /** Shortcuts of one key without Ctrl or the like. */
  readonly singleKeys: boolean;
  readonly sounds: boolean;
  readonly staysAwake: boolean;
  /** Straight into a room, muted, without stopping at its door. */
  readonly skipsDoor: boolean;
  readonly told: ToldWish;
  /** Say so when somebody talks who is muted. */
  readonly mutedHint: boolean;
  /** By user, whoever was heard otherwise than they are. */
  readonly heard: Readonly<Record<string, HeardAs>>;
}

const SIMPLE = {
  microphoneId: "",
  speakerId: "",
  singleKeys: true,
  sounds: true,
  staysAwake: true,
  skipsDoor: false,
  mutedHint: true,
};

export const PLAIN_PREFERENCES: Preferences = {
  ...SIMPLE,
  processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  talkWith: "voice",
  told: "all",
  heard: {},
};

/** So many people are remembered, the last ones that were changed. */
const MOST_HEARD = 300;

const slice = createSlice({
  name: "preferences",
  initialState: PLAIN_PREFERENCES,
  reducers: {
    preferencesRestored: (_before, { payload }: PayloadAction<Preferences>) => payload,
    preferred: (before, { payload }: PayloadAction<Partial<Preferences>>) => ({
      ...before,
      ...payload,
    }),
    heardAs: (before, { payload }: PayloadAction<{ userId: string; heard: HeardAs }>) => ({
      ...before,
      heard: withHeard(before.heard, payload.userId, payload.heard),
    }),
  },
});

export const { preferencesRestored, preferred, heardAs } = slice.actions;
export const preferencesReducer = slice.reducer;

function withHeard(all: Preferences["heard"], userId: string, heard: HeardAs) {
  const others = Object.entries(all).filter(([id]) => id !== userId);
  const plain = heard.volume === 1 && !heard.hushed;
  const now: [string, HeardAs][] = plain ? others : [...others, [userId, heard]];
  return Object.fromEntries(now.slice(-MOST_HEARD));
}

/** What was stored, as far as it can be read; the rest as for everybody. */
export function restored(stored: string | null): Preferences {
  const kept = parsed(stored);
  const { processing, talkWith, told } = PLAIN_PREFERENCES;
  return {
    ...ofSameType(SIMPLE, kept),
    processing: ofSameType(processing, kept["processing"]),
    talkWith: TALK_WISHES.find((wish) => wish === kept["talkWith"]) ?? talkWith,
    told: TOLD_WISHES.find((wish) => wish === kept["told"]) ?? told,
    heard: Object.fromEntries(
      Object.entries(objectOf(kept["heard"])).map(([id, one]) => [
        id,
        ofSameType({ volume: 1, hushed: false }, one),
      ]),
    ),
  };
}

function parsed(stored: string | null): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(stored ?? "{}"));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The known fields only, each with the type that it has by default. */
function ofSameType<T extends object>(plain: T, told: unknown): T {
  const known = objectOf(told);
  const kept = Object.entries(plain).filter(([key, value]) => typeof known[key] === typeof value);
  return { ...plain, ...Object.fromEntries(kept.map(([key]) => [key, known[key]])) };
}

interface WithPreferences {
  readonly preferences: Preferences;
}

export function usePreferences(): Preferences {
  return useSelector((state: WithPreferences) => state.preferences);
}

export function usePrefer(): (change: Partial<Preferences>) => void {
  const dispatch = useDispatch();
  return (change) => dispatch(preferred(change));
}
