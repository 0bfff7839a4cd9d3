/** True once something has been true for a while: what passes quickly is never shown. */
import { useEffect, useState } from "react";

export function useLasting(now: boolean, forMs: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => setLasted(true), forMs);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [now, forMs]);
  return now && lasted;
}
