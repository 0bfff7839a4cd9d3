/** Invites on the way to their rooms: kept in this tab alone, until the server has answered. */

const PREFIX = "gethory.invite.";
/** For a browser that blocks storage; there an invite does not survive a reload. */
const unstored = new Map<string, string>();

export function keepInvite(roomId: string, token: string): void {
  try {
    sessionStorage.setItem(PREFIX + roomId, token);
  } catch {
    unstored.set(roomId, token);
  }
}

export function keptInvite(roomId: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + roomId);
  } catch {
    return unstored.get(roomId) ?? null;
  }
}

export function dropInvite(roomId: string): void {
  try {
    sessionStorage.removeItem(PREFIX + roomId);
  } catch {
    unstored.delete(roomId);
  }
}
