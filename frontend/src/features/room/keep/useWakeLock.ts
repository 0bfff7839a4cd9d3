/** Keeps the screen on while it is asked for, as far as the browser can. */
import { useEffect } from "react";

export function useWakeLock(on: boolean): void {
  useEffect(() => (on ? keepAwake() : undefined), [on]);
}

/** A hidden page loses its lock and asks again when it is seen; the answer ends it. */
function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let over = false;

  async function ask() {
    if (over || document.visibilityState !== "visible") return;
    try {
      const got = await navigator.wakeLock.request("screen");
      if (over) await got.release();
      else lock = got;
    } catch {
      // An empty battery, a policy, or a browser without it: the screen goes dark, the call goes on.
    }
  }

  const again = () => void ask();
  document.addEventListener("visibilitychange", again);
  again();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", again);
    void lock?.release().catch(() => undefined);
  };
}
