/** Tells when a session that was there is over, however it ended. */
import type { AppStore } from "./store";

export function onSessionOver(store: AppStore, over: () => void): void {
  let before = store.getState().session.status;
  store.subscribe(() => {
    const { status } = store.getState().session;
    const ended = before === "signed_in" && status !== "signed_in";
    before = status;
    if (ended) over();
  });
}
