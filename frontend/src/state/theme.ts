/** Dark, light or as the system is: the wish, and the attribute that follows from it. */
import { useSyncExternalStore } from "react";

import { recall, remember } from "./memory";

/** `public/theme.js` reads the same key before the first paint. */
const KEY = "gethory.theme";
export const THEME_WISHES = ["system", "light", "dark"] as const;

export type ThemeWish = (typeof THEME_WISHES)[number];

const listeners = new Set<() => void>();

function currentWish(): ThemeWish {
  const stored = recall(KEY);
  return THEME_WISHES.find((wish) => wish === stored) ?? "system";
}

function show(): void {
  const wish = currentWish();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = wish === "system" ? (dark ? "dark" : "light") : wish;
  document.documentElement.dataset["theme"] = theme;
}

export function wishTheme(wish: ThemeWish): void {
  remember(KEY, wish === "system" ? null : wish);
  show();
  for (const heard of listeners) heard();
}

/** Follows the system and the other tabs from now on. */
export function followTheme(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  window.addEventListener("storage", show);
}

export function useThemeWish(): ThemeWish {
  return useSyncExternalStore((heard) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  }, currentWish);
}
