/** The voice engine's snapshot in the store, for screens to read. Written by app/voiceBridge only. */
import type { PayloadAction } from "@reduxjs/toolkit";
import { createSlice } from "@reduxjs/toolkit";
import { useSelector } from "react-redux";

import type { VoiceSnapshot } from "../voice/types";

interface WithVoice {
  readonly voice: VoiceSnapshot;
}

const nothing: VoiceSnapshot = {
  phase: "idle",
  roomId: null,
  room: null,
  you: null,
  people: [],
  microphone: "off",
  deafened: false,
  playbackBlocked: false,
  serverRestarts: false,
  ended: null,
  error: null,
};

const slice = createSlice({
  name: "voice",
  initialState: nothing,
  reducers: {
    voiceChanged: (_before, { payload }: PayloadAction<VoiceSnapshot>) => payload,
  },
});

export const { voiceChanged } = slice.actions;
export const voiceReducer = slice.reducer;

/** What a screen shows of the engine; `pick` must give something stable. */
export function useVoiceState<T>(pick: (voice: VoiceSnapshot) => T): T {
  return useSelector((state: WithVoice) => pick(state.voice));
}

/** In a room, whatever the line to the server does. */
export function isInCall({ phase }: Pick<VoiceSnapshot, "phase">): boolean {
  return phase === "joined" || phase === "reconnecting";
}
