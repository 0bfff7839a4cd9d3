/** The pages, and the store they read. */
import { Provider } from "react-redux";
import { RouterProvider } from "react-router/dom";

import type { createRouter } from "./router";
import type { AppStore } from "./store";

export interface AppProps {
  store: AppStore;
  router: ReturnType<typeof createRouter>;
}

export function App({ store, router }: AppProps) {
  return (
    <Provider store={store}>
      <RouterProvider router={router} />
    </Provider>
  );
}
