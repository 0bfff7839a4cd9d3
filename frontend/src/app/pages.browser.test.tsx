import { configureStore } from "@reduxjs/toolkit";
import type { ComponentType, ReactNode } from "react";
import { useEffect } from "react";
import type { NavigateFunction } from "react-router";
import { MemoryRouter, Outlet, useNavigate } from "react-router";
import { expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";

import { App } from "./App";
import { Boundary } from "./Boundary";
import { fetched } from "./fetched";
import { useScrollPlaces } from "./places";
import type { AppStore } from "./store";

/** A page that comes when the test says so, and how often it was asked for. */
function late(text: string) {
  const settle: Partial<Record<"here" | "fail", () => void>> = {};
  const coming = new Promise<ComponentType>((resolve, reject) => {
    settle.here = () => resolve(() => <h1 style={TALL}>{text}</h1>);
    settle.fail = () => reject(new TypeError("Failed to fetch dynamically imported module"));
  });
  const load = vi.fn<() => Promise<ComponentType>>(() => coming);
  return { load, here: () => settle.here?.(), fail: () => settle.fail?.() };
}

const TALL = { height: 3000 };

function Router({ children }: { children: ReactNode }) {
  return <MemoryRouter initialEntries={["/"]}>{children}</MemoryRouter>;
}

/** Pages at `/`, `/one`, `/two`, and the way to go to them. */
async function pages() {
  const [home, one, two] = [late("Home"), late("One"), late("Two")];
  const seen = vi.fn<(navigate: NavigateFunction) => void>();
  function Frame() {
    const navigate = useNavigate();
    useScrollPlaces();
    useEffect(() => seen(navigate), [navigate]);
    return <Outlet />;
  }
  const framed = (
    <Boundary>
      <Frame />
    </Boundary>
  );
  const routes = [
    {
      element: framed,
      children: [
        { path: "/", ...fetched(home.load) },
        { path: "/one", ...fetched(one.load) },
        { path: "/two", ...fetched(two.load) },
      ],
    },
  ];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these pages read nothing of it
  const store = configureStore({ reducer: () => null }) as unknown as AppStore;
  const screen = await render(<App store={store} routes={routes} Router={Router} />);
  const go = (to: string) => void seen.mock.lastCall?.[0](to);
  return { screen, home, one, two, go, back: () => void seen.mock.lastCall?.[0](-1) };
}

test("a page stays until the next one is here, which is asked for once", async () => {
  const { screen, home, one, go } = await pages();
  await expect.element(screen.getByText("Loading")).toBeVisible();
  home.here();
  await expect.element(screen.getByRole("heading", { name: "Home" })).toBeVisible();
  go("/one");
  await expect.poll(() => one.load.mock.calls.length).toBe(1);
  await expect.element(screen.getByRole("heading", { name: "Home" })).toBeVisible();
  one.here();
  await expect.element(screen.getByRole("heading", { name: "One" })).toBeVisible();
  go("/");
  await expect.element(screen.getByRole("heading", { name: "Home" })).toBeVisible();
  expect(home.load).toHaveBeenCalledOnce();
});

test("a page that cannot be fetched says so, and the others are still there", async () => {
  const { screen, home, one, two, go } = await pages();
  home.here();
  await expect.element(screen.getByRole("heading", { name: "Home" })).toBeVisible();
  go("/one");
  await expect.poll(() => one.load.mock.calls.length).toBe(1);
  one.fail();
  await expect.element(screen.getByRole("button", { name: "Reload" })).toBeVisible();
  go("/two");
  await expect.poll(() => two.load.mock.calls.length).toBe(1);
  two.here();
  await expect.element(screen.getByRole("heading", { name: "Two" })).toBeVisible();
});

test("a new page begins at its top, and back leads to where one was", async () => {
  const { screen, home, one, go, back } = await pages();
  home.here();
  await expect.element(screen.getByRole("heading", { name: "Home" })).toBeVisible();
  const scrolled = new Promise((done) => {
    window.addEventListener("scroll", done, { once: true });
  });
  window.scrollTo(0, 700);
  await scrolled;
  go("/one");
  await expect.poll(() => one.load.mock.calls.length).toBe(1);
  one.here();
  await expect.element(screen.getByRole("heading", { name: "One" })).toBeVisible();
  await expect.poll(() => window.scrollY).toBe(0);
  back();
  await expect.poll(() => window.scrollY).toBe(700);
});
