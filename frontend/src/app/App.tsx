/** The pages, the store they read, and the language of their parts. */
import type { ComponentType, ReactNode } from "react";
import { Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Provider } from "react-redux";
import type { RouteObject } from "react-router";
import { useLocation, useRoutes } from "react-router";

import { languageNow, onLanguage } from "../text/words";
import { fetchAt } from "./fetched";
import type { AppStore } from "./store";
import { Waiting } from "./Waiting";

export interface AppProps {
  store: AppStore;
  routes: RouteObject[];
  /** Where addresses are kept: of the browser, or of a stage. */
  Router: ComponentType<{ children: ReactNode }>;
}

export function App({ store, routes, Router }: AppProps) {
  const language = useSyncExternalStore(onLanguage, languageNow);
  return (
    <I18nProvider locale={language}>
      <Provider store={store}>
        <Router>
          <Pages routes={routes} />
        </Router>
      </Provider>
    </I18nProvider>
  );
}

/** Nothing stands before the first page is here; later pages stay until the next one is. */
function Pages({ routes }: { routes: RouteObject[] }) {
  const { pathname } = useLocation();
  const page = useRoutes(routes);
  const [first] = useState(pathname);
  const [here, setHere] = useState(false);
  useEffect(() => {
    void fetchAt(routes, first).then(() => setHere(true));
  }, [routes, first]);
  return here ? <Suspense fallback={<Waiting />}>{page}</Suspense> : <Waiting />;
}
