/** Makes the parts and ties them together; main.tsx calls it once. */
import { setupListeners } from "@reduxjs/toolkit/query";
import { BrowserRouter } from "react-router";

import { accountApi } from "../api/account";
import { apiBase, socketOrigin } from "../api/address";
import { api } from "../api/base";
import { createRenew } from "../api/renew";
import { renewSession } from "../api/sessionEvents";
import { CallLog } from "../state/callLog";
import { followMotion } from "../state/motion";
import { followTheme } from "../state/theme";
import type { VoiceEngine } from "../voice";
import { keepHint } from "./hint";
import { isFresh, keepRenewed } from "./renewal";
import { bridgeDevices, heardBook, keepPreferences } from "./preferencesBridge";
import { routesOf } from "./router";
import { onSessionOver } from "./sessionOver";
import type { AppStore } from "./store";
import { createStore } from "./store";
import { bridgeVoice } from "./voiceBridge";

export function compose() {
  const store = createStore({ renew: createRenew(apiBase) });
  keepRenewed(store);
  // Lists come again with the focus and with the network, and rest in a hidden tab.
  setupListeners(store.dispatch);
  // What the server said to one account is not for the next one.
  onSessionOver(store, () => store.dispatch(api.util.resetApiState()));
  store.subscribe(() => keepHint(store.getState().session));
  followTheme();
  followMotion();
  keepPreferences(store);
  void store.dispatch(accountApi.endpoints.me.initiate());
  return { store, Router: BrowserRouter, routes: routesOf(() => makeEngine(store)) };
}

/** One for this page, fetched when the first page that may talk is shown. */
async function makeEngine(store: AppStore): Promise<VoiceEngine> {
  const { createVoice } = await import("../voice");
  const engine = createVoice({
    origin: socketOrigin,
    renew: () => renewForVoice(store),
    isSessionFresh: () => isFresh(store),
    book: heardBook(store),
  });
  bridgeVoice(engine, store);
  bridgeDevices(engine, store);
  const calls = new CallLog();
  engine.subscribe(() => calls.see(engine.getSnapshot()));
  return engine;
}

/** In the engine's words: true, false, or thrown when nobody answered. */
async function renewForVoice(store: AppStore): Promise<boolean> {
  const outcome = await store.dispatch(renewSession());
  if (outcome.kind === "unreachable") throw new Error("The server did not answer.");
  return outcome.kind === "renewed";
}
