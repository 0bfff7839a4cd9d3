/** Shows one state with the pages of the product: its own store, its own server, its own engine. */
import { setupListeners } from "@reduxjs/toolkit/query";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { MemoryRouter } from "react-router";

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
  function Router({ children }: { children: ReactNode }) {
    return <MemoryRouter initialEntries={[state.path]}>{children}</MemoryRouter>;
  }
  const listen = () => setupListeners(store.dispatch);
  const routes = routesOf(async () => {
    if (state.broken) throw state.broken;
    return engine;
  });
  return { shown: { store, Router, routes }, listen };
}

/** Says in `data-state` what can be looked at now, or in `data-fault` what did not come. */
export function Stage({ state }: { state: State }) {
  const [{ shown, listen }] = useState(() => compose(state));
  useEffect(listen, [listen]);
  useEffect(() => {
    const { dataset } = document.documentElement;
    const come = () => {
      dataset["state"] = state.id;
    };
    const missing = (fault: unknown) => {
      dataset["fault"] = `${state.id}: ${String(fault)}`;
    };
    const acted = state.act?.() ?? heading();
    acted.then(come, missing);
    return () => {
      delete dataset["state"];
    };
  }, [state]);
  return <App {...shown} />;
}
