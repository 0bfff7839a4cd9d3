/** Between the voice engine and the store: the only file that knows both. */
import { sessionEnded } from "../api/sessionEvents";
import { voiceChanged } from "../state/voice";
import type { VoiceEngine, VoiceSnapshot } from "../voice";
import { onSessionOver } from "./sessionOver";
import type { AppStore } from "./store";

/** So long screens wait with news of the others: what connects to somebody new goes before them. */
const OTHERS_MS = 40;

/** Mirrors the engine's snapshot; a session that ends on one side ends on the other. */
export function bridgeVoice(engine: VoiceEngine, store: AppStore): void {
  let later: ReturnType<typeof setTimeout> | undefined;

  function mirror() {
    clearTimeout(later);
    later = undefined;
    const snapshot = engine.getSnapshot();
    store.dispatch(voiceChanged(snapshot));
    const { status } = store.getState().session;
    if (snapshot.ended === "session_ended" && status === "signed_in")
      store.dispatch(sessionEnded());
  }

  function changed() {
    if (isOnlyOfOthers(store.getState().voice, engine.getSnapshot())) {
      later ??= setTimeout(mirror, OTHERS_MS);
    } else mirror();
  }

  mirror();
  engine.subscribe(changed);
  onSessionOver(store, () => void engine.shutdown());
}

function isOnlyOfOthers(shown: VoiceSnapshot, now: VoiceSnapshot): boolean {
  return Object.entries(now).every(
    ([key, value]) => key === "people" || Reflect.get(shown, key) === value,
  );
}
