/** The states of belonging to a room: its members, invites, and the questions about them. */
import { inviteText, memberText } from "../text/circle";
import { enterText, roomText } from "../text/room";
import type { InviteWords, MemberWords, RoomWords } from "../wire";
import { roomAnswer } from "./answers";
import { ada, idOf, people, room, ROOM_ID } from "./fixtures";
import { ASKED, call, PATH } from "./room";
import type { State } from "./state";
import { press, see } from "./state";
import { inside, several } from "./voice";

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

const hers: RoomWords = { ...room(1), roomType: "private", userId: { ...room(1).userId, ...ada } };
const theirs: RoomWords = { ...room(4), roomType: "group" };

const members: readonly MemberWords[] = people.slice(0, 6).map((user, place) => ({
  user,
  role: place === 1 ? "moderator" : "speaker",
  since: inHours(-30 * (place + 1)),
}));
const self: MemberWords = { user: hers.userId, role: "owner", since: inHours(-400) };

const invite = (place: number): InviteWords => ({
  _id: idOf(600 + place),
  role: "speaker",
  usesLeft: place === 0 ? null : place,
  expiresAt: inHours(20 * (place + 1)),
  createdAt: inHours(-2 * place - 1),
});
const URL = `https://talk.example.org/r/${ROOM_ID}?i=nH3kq0vT2mS8xA1cR7yWbQ`;

const MEMBERS = `GET /room/${ROOM_ID}/members`;
const INVITES = `/room/${ROOM_ID}/invites`;

const ofHers = {
  [ASKED]: roomAnswer(hers),
  [MEMBERS]: { body: { msg: "ok", members: [self, ...members] } },
  [`GET ${INVITES}`]: { body: { msg: "ok", invites: [invite(0), invite(2)] } },
  [`POST ${INVITES}`]: { body: { msg: "ok", invite: { ...invite(4), url: URL, token: "" } } },
};
const asMember = {
  [ASKED]: roomAnswer(theirs),
  [MEMBERS]: {
    body: { msg: "ok", members: [{ ...self, role: "speaker" }, ...members.slice(0, 3)] },
  },
};

const hosting = { ...inside(several(3)), room: hers };

const hosts = (id: string, act: () => Promise<void>): State =>
  call(id, hosting, { answers: ofHers, act });

async function openInvites(): Promise<void> {
  await press(enterText.join);
  await see(roomText.leave);
  await press(inviteText.invite);
  await see(inviteText.make);
}

async function openPerson(): Promise<void> {
  await press(enterText.join);
  await see(roomText.leave);
  if (!matchMedia("(min-width: 80rem)").matches) await press(roomText.peopleCount(4));
  await press(roomText.moreAbout(people[0]?.name ?? ""));
  await see(memberText.removeFromRoom);
}

const memberDoor = (id: string, more: Partial<State>): State => ({
  id: `door-${id}`,
  path: PATH,
  ...more,
});

export const circle: readonly State[] = [
  call("alone-private", { ...inside([]), room: hers }, { answers: ofHers }),
  memberDoor("only-you", {
    answers: { ...ofHers, [MEMBERS]: { body: { msg: "ok", members: [self] } } },
  }),
  memberDoor("members", {
    answers: asMember,
    act: async () => {
      await press(memberText.count(4));
      await see(memberText.part);
    },
  }),
  memberDoor("leave-for-good", {
    answers: asMember,
    act: async () => {
      await press(memberText.count(4));
      await press(memberText.part);
      await see(memberText.partTitle);
    },
  }),
  hosts("invite", openInvites),
  hosts("invite-made", async () => {
    await openInvites();
    await press(inviteText.make);
    await see(inviteText.another);
  }),
  hosts("person", openPerson),
  hosts("remove", async () => {
    await openPerson();
    await press(memberText.removeFromRoom);
    await see(memberText.removeTitle(people[0]?.name ?? ""));
  }),
];
