/** Keeps something for a moment after it ended, so that it can fade instead of vanish. */
import { useEffect, useState } from "react";

export type Lingering = "off" | "on" | "fading";

export function useLinger(on: boolean, fadeMs: number): Lingering {
  const [stays, setStays] = useState(on);
  if (on && !stays) setStays(true);
  useEffect(() => {
    if (on) return;
    const timer = setTimeout(() => setStays(false), fadeMs);
    return () => clearTimeout(timer);
  }, [on, fadeMs]);
  if (on) return "on";
  return stays ? "fading" : "off";
}
