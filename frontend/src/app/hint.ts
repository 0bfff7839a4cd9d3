/** Whether somebody was signed in here last time: only decides what to show while we ask. */
import type { Session } from "../state/session";

const KEY = "gethory.here";

export function probablySignedIn(): boolean {
  return localStorage.getItem(KEY) !== null;
}

export function keepHint({ status }: Session): void {
  if (status === "signed_in") localStorage.setItem(KEY, "1");
  if (status === "signed_out" || status === "left") localStorage.removeItem(KEY);
}
