/** The order of sessions in the list: here first, then by who was seen last. Pure. */
import type { SessionWords } from "../../wire";

export function inOrder(sessions: readonly SessionWords[]): readonly SessionWords[] {
  return sessions.toSorted(
    (a, b) =>
      Number(b.currentSession) - Number(a.currentSession) ||
      Date.parse(b.lastSeenAt) - Date.parse(a.lastSeenAt),
  );
}
