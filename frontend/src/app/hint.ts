/** Whether somebody was signed in here last time: only decides what to show while we ask. */
import { recall, remember } from "../state/memory";
import type { Session } from "../state/session";

const KEY = "gethory.here";

export function probablySignedIn(): boolean {
  return recall(KEY) !== null;
}

export function keepHint({ status }: Session): void {
  if (status === "signed_in") remember(KEY, "1");
  if (status === "signed_out" || status === "left") remember(KEY, null);
}
