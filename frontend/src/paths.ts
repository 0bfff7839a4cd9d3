/** The addresses of our pages: the one place that spells them. */

export const paths = {
  landing: "/",
  register: "/register",
  verify: "/verify",
  signIn: "/signin",
  forgot: "/forgot",
  reset: "/reset",
  welcome: "/welcome",
  rooms: "/rooms",
  newRoom: "/rooms/new",
  room: (roomId: string) => `/r/${roomId}`,
  settings: "/settings",
  profile: "/settings/profile",
  account: "/settings/account",
  diagnostics: "/diagnostics",
} as const;

const ROOM_PATH = /^\/r\/([0-9a-f]{24})\/?$/u;

/** The room of a pasted link or bare id; "elsewhere" for a room on another server. */
export function roomOfLink(
  pasted: string,
  origin: string,
): { roomId: string; hash: string } | "elsewhere" | null {
  const text = pasted.trim();
  if (/^[0-9a-f]{24}$/u.test(text)) return { roomId: text, hash: "" };
  const here = new URL(origin);
  const withScheme = /^https?:/u.test(text) ? text : `${here.protocol}//${text}`;
  if (!URL.canParse(withScheme)) return null;
  const link = new URL(withScheme);
  const roomId = ROOM_PATH.exec(link.pathname)?.[1];
  if (roomId === undefined) return null;
  return link.host === here.host ? { roomId, hash: link.hash } : "elsewhere";
}

/** The invite that a room's address carries behind the hash: `/r/<id>#i=TOKEN`. */
export interface InvitePlace {
  readonly roomId: string;
  readonly token: string;
}

export function inviteIn(pathname: string, hash: string): InvitePlace | null {
  const roomId = ROOM_PATH.exec(pathname)?.[1];
  const token = /^#i=(.{1,128})$/u.exec(hash)?.[1];
  return roomId === undefined || token === undefined ? null : { roomId, token };
}

/** Only our own addresses are followed after signing in: a path, never another host. */
export function wantedPath(to: string | null): string {
  return to !== null && /^\/(?![/\\])/u.test(to) ? to : paths.rooms;
}
