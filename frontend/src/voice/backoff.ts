/** How long to wait before the next try to reach the server: growing, and spread among clients. */

const FIRST_MS = 1_500;
/** Gentle: the wait is never much longer than a third of how long the server has been away. */
const GROWTH = 1.5;
const MOST_MS = 8_000;

/**
 * Milliseconds to wait: 500 to 1500 before the first try (`tries` 0), growing to 2667 to 8000.
 * The wide spread keeps a restarted server from meeting everybody at once.
 * `random` is 0 to 1.
 */
export function reconnectDelay(tries: number, random: number): number {
  const longest = Math.min(MOST_MS, FIRST_MS * GROWTH ** tries);
  const shortest = longest / 3;
  return shortest + random * (longest - shortest);
}

/** The most that is believed of a server that asks to be left alone. */
const MOST_ASKED_MS = 30_000;

/** Milliseconds to wait for the successor of a server that asked for so many. */
export function restartDelay(askedMs: number): number {
  return Math.min(Math.max(askedMs, 0), MOST_ASKED_MS);
}
