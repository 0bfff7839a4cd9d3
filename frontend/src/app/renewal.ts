/** Renews the session before its access token ends: on time, and when a sleeper wakes. */
import { renewSession } from "../api/sessionEvents";
import type { AppStore } from "./store";

const BEFORE_MS = 60_000;
/** After a failure: nobody renews in a circle. */
const AGAIN_MS = 20_000;
const SHORTEST_MS = 1_000;

/** Milliseconds from `now` until it is time; null when there is nothing to renew. */
export function renewalDelayMs(expiresAt: string | null, now: number): number | null {
  if (expiresAt === null) return null;
  return Math.max(0, Date.parse(expiresAt) - BEFORE_MS - now);
}

/**
 * Milliseconds to wait when a token is seen that has so many left: until a minute before its end,
 * or the second half of a short life. One that ends before it begins is judged by a wrong clock.
 */
export function waitForRenewalMs(leftMs: number): number {
  if (leftMs <= 0) return AGAIN_MS;
  return Math.max(leftMs - BEFORE_MS, leftMs / 2, SHORTEST_MS);
}

/** Works from now on; returns how to stop. */
export function keepRenewed(store: AppStore): () => void {
  let planned: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function renew() {
    const outcome = await store.dispatch(renewSession());
    if (outcome.kind === "unreachable") plan(AGAIN_MS);
  }

  function plan(delayMs: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), delayMs);
  }

  function look() {
    const expiresAt = expiryIn(store);
    if (expiresAt === planned) return;
    planned = expiresAt;
    clearTimeout(timer);
    if (expiresAt !== null) plan(waitForRenewalMs(Date.parse(expiresAt) - Date.now()));
  }

  // Timers sleep with a laptop: whoever comes back may be late.
  function wake() {
    const delayMs = renewalDelayMs(planned, Date.now());
    if (document.visibilityState === "visible" && delayMs === 0) plan(0);
  }

  const forget = store.subscribe(look);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  look();
  return () => {
    forget();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("online", wake);
  };
}

/** Whether the access token is good for a request that begins now. */
export function isFresh(store: AppStore): boolean {
  const delayMs = renewalDelayMs(expiryIn(store), Date.now());
  return delayMs === null || delayMs > 0;
}

/** A pending session cannot be renewed: it has no refresh token. */
function expiryIn(store: AppStore): string | null {
  const { session } = store.getState();
  return session.status === "signed_in" && session.user.verified ? session.expiresAt : null;
}
