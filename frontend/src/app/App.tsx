/** The pages, with what they may ask for: the store and the voice engine. */
import { Provider } from "react-redux";
import { RouterProvider } from "react-router/dom";

import { VoiceEngineContext } from "../state/voiceEngine";
import type { VoiceEngine } from "../voice";
import type { createRouter } from "./router";
import type { AppStore } from "./store";

export interface AppProps {
  store: AppStore;
  engine: VoiceEngine;
  router: ReturnType<typeof createRouter>;
}

export function App({ store, engine, router }: AppProps) {
  return (
    <Provider store={store}>
      <VoiceEngineContext value={engine}>
        <RouterProvider router={router} />
      </VoiceEngineContext>
    </Provider>
  );
}
