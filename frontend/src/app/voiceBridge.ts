/** Between the voice engine and the store: the only file that knows both. */
import { sessionEnded } from "../api/sessionEvents";
import { voiceChanged } from "../state/voice";
import type { VoiceEngine } from "../voice";
import { onSessionOver } from "./sessionOver";
import type { AppStore } from "./store";

/** Mirrors the engine's snapshot; a session that ends on one side ends on the other. */
export function bridgeVoice(engine: VoiceEngine, store: AppStore): void {
  function mirror() {
    const snapshot = engine.getSnapshot();
    store.dispatch(voiceChanged(snapshot));
    const { status } = store.getState().session;
    if (snapshot.ended === "session_ended" && status === "signed_in")
      store.dispatch(sessionEnded());
  }

  mirror();
  engine.subscribe(mirror);
  onSessionOver(store, () => void engine.shutdown());
}
