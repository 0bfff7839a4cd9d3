/** Who is what in a room, and what follows from it. Pure; the server decides, this only asks it less. */
import type { MemberWords, Role, RoomWords } from "../../../wire";

const RANK: Record<Role, number> = { owner: 3, moderator: 2, speaker: 1, listener: 1 };

/** What somebody is in a room for good; its owner is known before the members are. */
export function roleIn(
  room: Pick<RoomWords, "userId">,
  members: readonly MemberWords[],
  userId: string,
): Role | null {
  if (room.userId._id === userId) return "owner";
  return members.find(({ user }) => user._id === userId)?.role ?? null;
}

/** Everybody may hand on the address of a public room; into the others people come by invite. */
export function mayInvite(room: Pick<RoomWords, "roomType">, role: Role | null): boolean {
  return room.roomType !== "public" && (role === "owner" || role === "moderator");
}

/** The ids of those whom somebody of that role may remove. */
export function removableBy(
  role: Role | null,
  members: readonly MemberWords[],
): ReadonlySet<string> {
  if (role !== "owner" && role !== "moderator") return new Set();
  const below = members.filter((member) => RANK[member.role] < RANK[role]);
  return new Set(below.map(({ user }) => user._id));
}

export function notAmong(
  members: readonly MemberWords[],
  inside: readonly { readonly user: { readonly _id: string } }[],
): readonly MemberWords[] {
  const ids = new Set(inside.map(({ user }) => user._id));
  return members.filter(({ user }) => !ids.has(user._id));
}
