/** The engine itself, for the verbs: join, mute, leave. What it says is in `state/voice`. */
import { createContext, use } from "react";

import type { VoiceEngine } from "../voice/types";

export const VoiceEngineContext = createContext<VoiceEngine | null>(null);

export function useVoiceEngine(): VoiceEngine {
  const engine = use(VoiceEngineContext);
  if (engine === null) throw new Error("main.tsx gives every page the voice engine.");
  return engine;
}
