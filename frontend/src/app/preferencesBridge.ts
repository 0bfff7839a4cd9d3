/** Keeps each account's preferences in this browser, and gives the engine those it acts on. */
import { recall, remember } from "../state/memory";
import { heardAs, preferencesRestored, restored } from "../state/preferences";
import type { HeardBook, VoiceEngine } from "../voice";
import type { AppStore } from "./store";

const keyOf = (userId: string) => `gethory.preferences.${userId}`;

function userIn(store: AppStore): string | null {
  const { session } = store.getState();
  return session.status === "signed_in" ? session.user._id : null;
}

/** Works from now on: what is preferred is that of whoever is signed in, in all their tabs. */
export function keepPreferences(store: AppStore): void {
  let userId: string | null = null;
  let known = store.getState().preferences;

  function restore() {
    if (userId === null) return;
    known = restored(recall(keyOf(userId)));
    store.dispatch(preferencesRestored(known));
  }

  store.subscribe(() => {
    const present = userIn(store);
    if (present !== null && present !== userId) {
      userId = present;
      return restore();
    }
    const { preferences } = store.getState();
    if (userId === null || preferences === known) return;
    known = preferences;
    remember(keyOf(userId), JSON.stringify(preferences));
  });
  window.addEventListener("storage", ({ key }) => {
    if (userId !== null && key === keyOf(userId)) restore();
  });
}

export function heardBook(store: AppStore): HeardBook {
  return {
    of: (userId) => store.getState().preferences.heard[userId] ?? { volume: 1, hushed: false },
    write: (userId, heard) => void store.dispatch(heardAs({ userId, heard })),
  };
}

/** Devices are used as they were chosen the last time, before the first of them is opened. */
export function bridgeDevices(engine: VoiceEngine, store: AppStore): void {
  let owner: string | null = null;
  function apply() {
    const present = userIn(store);
    if (present === null || present === owner) return;
    owner = present;
    const { microphoneId, speakerId, processing } = store.getState().preferences;
    void engine.devices.chooseMicrophone(microphoneId);
    void engine.devices.chooseSpeaker(speakerId);
    void engine.devices.setProcessing(processing);
  }
  store.subscribe(apply);
  apply();
}
