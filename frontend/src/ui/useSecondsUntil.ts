/** Whole seconds until a moment, counting down on screen. */
import { useEffect, useState } from "react";

/** `moment` in milliseconds since 1970; 0 when it has passed. */
export function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((moment - now) / 1000));
  useEffect(() => {
    if (Date.now() >= moment) return;
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= moment) clearInterval(tick);
    }, 250);
    return () => clearInterval(tick);
  }, [moment]);
  return left;
}
