/** Whether things move: as the system has it, or less of it. The attribute that follows from it. */
import { useSyncExternalStore } from "react";

import { recall, remember } from "./memory";

/** `public/theme.js` reads the same key before the first paint. */
const KEY = "gethory.motion";
const LESS = "(prefers-reduced-motion: reduce)";
export const MOTION_WISHES = ["system", "less", "full"] as const;

export type MotionWish = (typeof MOTION_WISHES)[number];

const listeners = new Set<() => void>();

function currentWish(): MotionWish {
  const stored = recall(KEY);
  return MOTION_WISHES.find((wish) => wish === stored) ?? "system";
}

function show(): void {
  const wish = currentWish();
  const less = wish === "system" ? matchMedia(LESS).matches : wish === "less";
  document.documentElement.dataset["motion"] = less ? "less" : "full";
}

export function wishMotion(wish: MotionWish): void {
  remember(KEY, wish === "system" ? null : wish);
  show();
  for (const heard of listeners) heard();
}

/** Follows the system and the other tabs from now on. */
export function followMotion(): void {
  matchMedia(LESS).addEventListener("change", show);
  window.addEventListener("storage", show);
  show();
}

export function useMotionWish(): MotionWish {
  return useSyncExternalStore((heard) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  }, currentWish);
}
