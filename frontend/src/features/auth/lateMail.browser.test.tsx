import { configureStore } from "@reduxjs/toolkit";
import { Provider } from "react-redux";
import { afterEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";

import { api } from "../../api/base";
import { someone } from "../../state/someone.fixture";
import { authText } from "../../text/auth";
import type { MailState } from "../../wire";
import { LateMail } from "./LateMail";
import { useAskWhileWaiting } from "./useAskWhileWaiting";

const words = authText.lateMail;

function Page() {
  return <LateMail state={useAskWhileWaiting()} />;
}

/** A server that says this about its mail, and how often it was asked. */
function serverThatSays(state: MailState | null) {
  const answer = { msg: "", user: someone, expiresAt: null, mail: state && { state } };
  const asked = vi.fn<() => Promise<Response>>(() => Promise.resolve(Response.json(answer)));
  vi.stubGlobal("fetch", asked);
  return asked;
}

function page() {
  const store = configureStore({
    reducer: { api: api.reducer },
    middleware: (standard) => standard().concat(api.middleware),
  });
  return render(
    <Provider store={store}>
      <Page />
    </Provider>,
  );
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

for (const state of ["delayed", "failing", "console"] as const) {
  test(`who waits for a mail reads why it does not come: ${state}`, async () => {
    serverThatSays(state);
    const screen = await page();
    await expect.element(screen.getByRole("status")).toHaveTextContent(words[state]);
  });
}

test("when mail goes out again the line goes", async () => {
  serverThatSays("delayed");
  const screen = await page();
  await expect.element(screen.getByRole("status")).toBeVisible();
  serverThatSays(null);
  window.dispatchEvent(new Event("focus"));
  await expect.element(screen.getByRole("status")).not.toBeInTheDocument();
});

test("a page that nobody looks at asks nothing", async () => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  const asked = serverThatSays("delayed");
  await page();
  window.dispatchEvent(new Event("focus"));
  expect(asked).not.toHaveBeenCalled();
});
