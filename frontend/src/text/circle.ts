/** The words of bringing people into a room and of who belongs to it. */
import type { InviteWords, Role } from "../wire";
import { isFresh, shortAge, timeLeft } from "./time";
import { textOf } from "./words";

export const inviteText = textOf("first", "inviteText");
export const memberText = textOf("first", "memberText");

export type InviteLife = keyof typeof inviteText.lives;

/** "Ends in 6 days, for 4 more people". */
export function whatIsLeft(
  { expiresAt, usesLeft }: Pick<InviteWords, "expiresAt" | "usesLeft">,
  now: number,
): string {
  return inviteText.left(timeLeft(expiresAt, now), usesLeft);
}

/** "Host", "Moderator", "Joined 25 min ago", "Joined just now". */
export function tieWord(role: Role, since: string, now: number): string {
  if (role === "owner") return memberText.host;
  if (role === "moderator") return memberText.moderator;
  return isFresh(since, now) ? memberText.justJoined : memberText.joined(shortAge(since, now));
}

/** How to copy by hand what the browser would not copy by itself. */
export function copyByHand(platform: string, touch: boolean): string {
  if (touch) return inviteText.copyByTouch;
  return inviteText.copyByKeys[/mac/iu.test(platform) ? "mac" : "other"];
}
