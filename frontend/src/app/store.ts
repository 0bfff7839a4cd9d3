/** The store: what the server said, who is signed in, what the voice engine does. */
import { combineReducers, configureStore } from "@reduxjs/toolkit";

import { api } from "../api/base";
import type { Extra } from "../api/sessionEvents";
import { preferencesReducer } from "../state/preferences";
import { sessionReducer } from "../state/session";
import { voiceReducer } from "../state/voice";

const reducer = combineReducers({
  [api.reducerPath]: api.reducer,
  preferences: preferencesReducer,
  session: sessionReducer,
  voice: voiceReducer,
});

export function createStore(extra: Extra) {
  return configureStore({
    reducer,
    middleware: (standard) => standard({ thunk: { extraArgument: extra } }).concat(api.middleware),
  });
}

export type AppStore = ReturnType<typeof createStore>;
