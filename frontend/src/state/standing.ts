/** Which pages a person may see now, and where they go instead. Pure. */
import { paths, wantedPath } from "../paths";
import type { Session } from "./session";

/** How far a person has come. Every page is made for exactly one of them. */
export type Standing = "guest" | "code" | "profile" | "member";

export function standingOf(session: Session): Standing | "unknown" | "unreachable" {
  if (session.status === "unknown" || session.status === "unreachable") return session.status;
  if (session.status !== "signed_in") return "guest";
  if (!session.user.verified) return "code";
  return session.user.profileCompleted ? "member" : "profile";
}

/** Without the hash: what stands there is secret and never goes into another address. */
export interface Place {
  readonly pathname: string;
  readonly search: string;
}

/** Where somebody of this standing belongs who asked for a page made for `need`. */
export function placeInstead(session: Session, need: Standing, asked: Place): string {
  const standing = standingOf(session);
  const to =
    need === "member" ? asked.pathname + asked.search : new URLSearchParams(asked.search).get("to");
  if (standing === "member") return wantedPath(to);
  if (standing === "code") return withWish(paths.verify, to);
  if (standing === "profile") return withWish(paths.welcome, to);
  return session.status === "left" ? session.next : withWish(paths.signIn, to);
}

/** A path that remembers where the person wanted to go. */
function withWish(path: string, to: string | null): string {
  return to === null || wantedPath(to) === paths.rooms
    ? path
    : `${path}?${new URLSearchParams({ to }).toString()}`;
}
