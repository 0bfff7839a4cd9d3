/** The states of the list of rooms. */
import { inviteText } from "../text/circle";
import { createText, filterText, inviteCardText, lobbyText } from "../text/lobby";
import { roomsAnswer } from "./answers";
import { rooms, summary, topicOfLate } from "./fixtures";
import type { State } from "./state";
import { press, see, type } from "./state";

const PRIVATE = rooms.find((room) => room.roomType === "private")?._id ?? "";
const LISTED = "GET /room/fetchall";
const MINE = "GET /room/mine";
const full = { [LISTED]: roomsAnswer(rooms), [MINE]: roomsAnswer([]) };
const empty = { [LISTED]: roomsAnswer([]), [MINE]: roomsAnswer([]) };

/** As when somebody comes back to the tab: the lists are asked for again. */
function lookAgain(): void {
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("focus"));
}

export const lobby: readonly State[] = [
  { id: "lobby", path: "/rooms", answers: full },
  { id: "lobby-loading", path: "/rooms", answers: { [LISTED]: "never", [MINE]: "never" } },
  { id: "lobby-empty", path: "/rooms", answers: empty },
  {
    id: "lobby-nothing-found",
    path: "/rooms",
    answers: { ...full, [LISTED]: [roomsAnswer(rooms), roomsAnswer([])] },
    act: async () => {
      await see("Evening round");
      await type("input[type=search]", "zeppelin");
      await see(lobbyText.nothingMatches("zeppelin"));
    },
  },
  {
    id: "lobby-none-of-this-kind",
    path: "/rooms",
    answers: { ...full, [LISTED]: roomsAnswer(rooms.filter((room) => room.roomType === "public")) },
    act: async () => {
      await see("Evening round");
      document.querySelectorAll<HTMLInputElement>("input[type=radio]")[4]?.click();
      await see(filterText.nothing.group);
    },
  },
  {
    id: "lobby-error",
    path: "/rooms",
    answers: { [LISTED]: "unreachable", [MINE]: "unreachable" },
    act: () => see(lobbyText.failedTitle),
  },
  {
    id: "lobby-error-old-list",
    path: "/rooms",
    answers: { ...full, [LISTED]: [roomsAnswer(rooms), { code: "unavailable", status: 503 }] },
    act: async () => {
      await see("Evening round");
      lookAgain();
      await see(lobbyText.failedTitle);
    },
  },
  { id: "lobby-offline", path: "/rooms", answers: full, offline: true },
  {
    id: "lobby-new-rooms",
    path: "/rooms",
    answers: { ...full, [LISTED]: [roomsAnswer(rooms), roomsAnswer([topicOfLate, ...rooms])] },
    act: async () => {
      await see("Evening round");
      lookAgain();
      await see(lobbyText.newRooms(1));
    },
  },
  {
    id: "lobby-one",
    path: "/rooms",
    answers: { ...empty, [LISTED]: roomsAnswer([summary(1, "Tea", "public", 1)]) },
  },
  { id: "create", path: "/rooms/new", answers: full, act: () => see(createText.kind) },
  {
    id: "create-invalid",
    path: "/rooms/new",
    answers: full,
    act: async () => {
      await press(createText.submit);
      await see(createText.topicMissing);
    },
  },
  {
    id: "create-refused",
    path: "/rooms/new",
    answers: { ...full, "POST /room/create": { code: "rate_limited", status: 429 } },
    act: async () => {
      await type("[role=dialog] input[type=text]", "Tea");
      await press(createText.submit);
    },
  },
  {
    id: "invite-copied",
    path: "/rooms",
    answers: full,
    act: async () => {
      await press(inviteCardText.copyInvite("Evening round"));
      await see(inviteText.link);
    },
  },
  {
    id: "invite-refused",
    path: "/rooms",
    answers: { ...full, [`POST /room/${PRIVATE}/invites`]: { code: "rate_limited", status: 429 } },
    act: async () => {
      await press(inviteCardText.copyInvite("Only us two"));
      await see(inviteCardText.title);
    },
  },
];
