/** Mirrors the voice engine's snapshot into the store: the only file that knows both. */
import { voiceChanged } from "../state/voice";
import type { VoiceEngine } from "../voice/types";
import type { AppStore } from "./store";

/** Returns how to stop. */
export function bridgeVoice(engine: VoiceEngine, store: AppStore): () => void {
  const mirror = () => {
    store.dispatch(voiceChanged(engine.getSnapshot()));
  };
  mirror();
  return engine.subscribe(mirror);
}
