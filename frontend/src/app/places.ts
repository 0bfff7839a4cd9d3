/** Each page begins at its top; back and forward lead to where one was on it. */
import { useLayoutEffect } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";

/** How far down one was, in px, by the key of the entry in the history. */
const places = new Map<string, number>();

export function useScrollPlaces(): void {
  const { key } = useLocation();
  const back = useNavigationType() === NavigationType.Pop;
  // All of it before the next frame: the scrolling below is no place on the page before.
  useLayoutEffect(() => {
    history.scrollRestoration = "manual";
    const note = () => void places.set(key, window.scrollY);
    // A reload is the browser's to restore.
    const release = () => {
      history.scrollRestoration = "auto";
    };
    const place = places.get(key);
    if (place !== undefined || !back) window.scrollTo(0, back ? (place ?? 0) : 0);
    window.addEventListener("scroll", note, { passive: true });
    window.addEventListener("pagehide", release);
    return () => {
      window.removeEventListener("scroll", note);
      window.removeEventListener("pagehide", release);
    };
  }, [key, back]);
}
