/** Waits for something to become true, and says what was not seen when it does not. */
const PATIENCE_MS = 20_000;
const EVERY_MS = 50;

/** `heldMs`: how long it must stay true, for what may seem true by chance. */
export async function eventually(seen: () => boolean, what: string, heldMs = 0): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let since = performance.now();
  for (;;) {
    const now = performance.now();
    if (!seen()) since = now;
    else if (now - since >= heldMs) return;
    if (now > deadline) throw new Error(`Not seen in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
