/** Shows one state with the pages of the product: its own store, its own server, its own engine. */
import { useEffect, useState } from "react";
import { createMemoryRouter } from "react-router";

import { App } from "../app/App";
import { routesOf } from "../app/router";
import { createStore } from "../app/store";
import { bridgeVoice } from "../app/voiceBridge";
import { accountApi } from "../api/account";
import { apiBase } from "../api/address";
import { createRenew } from "../api/renew";
import { preferred } from "../state/preferences";
import { answersOf } from "./answers";
import { serve } from "./server";
import type { State } from "./state";
import { heading } from "./state";
import { stillEngine } from "./voice";

function compose(state: State) {
  serve(answersOf(state));
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => !state.offline });
  const store = createStore({ renew: createRenew(apiBase) });
  void store.dispatch(accountApi.endpoints.me.initiate());
  store.dispatch(preferred(state.prefers ?? {}));
  const engine = stillEngine(state);
  bridgeVoice(engine, store);
  const entries = { initialEntries: [state.path] };
  return {
    store,
    router: createMemoryRouter(
      routesOf(async () => {
        if (state.broken) throw state.broken;
        return engine;
      }),
      entries,
    ),
  };
}

/** Says in `data-state` what can be looked at now, or in `data-fault` what did not come. */
export function Stage({ state }: { state: State }) {
  const [parts] = useState(() => compose(state));
  useEffect(() => {
    const { dataset } = document.documentElement;
    const shown = () => {
      dataset["state"] = state.id;
    };
    const missing = (fault: unknown) => {
      dataset["fault"] = `${state.id}: ${String(fault)}`;
    };
    const acted = state.act?.() ?? heading();
    acted.then(shown, missing);
    return () => {
      delete dataset["state"];
      parts.router.dispose();
    };
  }, [state, parts]);
  return <App {...parts} />;
}
