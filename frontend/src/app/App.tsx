/** The pages, the store they read, and the language of their parts. */
import { useSyncExternalStore } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Provider } from "react-redux";
import { RouterProvider } from "react-router/dom";

import { languageNow, onLanguage } from "../text/words";
import type { createRouter } from "./router";
import type { AppStore } from "./store";

export interface AppProps {
  store: AppStore;
  router: ReturnType<typeof createRouter>;
}

export function App({ store, router }: AppProps) {
  const language = useSyncExternalStore(onLanguage, languageNow);
  return (
    <I18nProvider locale={language}>
      <Provider store={store}>
        <RouterProvider router={router} />
      </Provider>
    </I18nProvider>
  );
}
