/** The states of a call that goes on: its signs and menus, other pages beside it; settings, faults. */
import { callingText, elsewhereText } from "../text/calling";
import { deviceText } from "../text/devices";
import { frameText } from "../text/frame";
import { keysText } from "../text/keys";
import { enterText } from "../text/room";
import { settingsText } from "../text/settings";
import type { RoomWords } from "../wire";
import { roomAnswer, roomsAnswer } from "./answers";
import { idOf, room, rooms } from "./fixtures";
import { ASKED, call, PATH, talking } from "./room";
import type { State } from "./state";
import { press, see } from "./state";
import type { Picture } from "./voice";
import { inside, you } from "./voice";

const other: RoomWords = { ...room(6), _id: idOf(301), topic: "Release call" };
const elsewhere: Picture = { ...inside(talking), room: other, roomId: other._id };
const lobby = { "GET /room/fetchall": roomsAnswer(rooms), "GET /room/mine": roomsAnswer([]) };
const here = { [ASKED]: roomAnswer(room(3)) };

const gone = { id: "usb", label: "USB headset" };

/** Holds what a tab in the room would hold, until the next state. */
async function beInAnotherTab(): Promise<void> {
  const away = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
  await new Promise((held) => {
    void navigator.locks.request(`gethory.call.${room(3)._id}`, { mode: "shared" }, () => {
      held(null);
      return away;
    });
  });
  dispatchEvent(new Event("focus"));
  await see(enterText.otherTab);
}

const opened = (id: string, words: () => string, names: () => string[]): State =>
  call(id, inside(talking), {
    act: async () => {
      for (const name of [enterText.join, ...names()]) await press(name);
      await see(words());
    },
  });

export const keeping: readonly State[] = [
  { id: "door-other-tab", path: PATH, answers: here, act: beInAnotherTab },
  { id: "door-elsewhere", path: PATH, answers: here, outside: elsewhere },
  {
    id: "door-leave-first",
    path: PATH,
    answers: here,
    outside: elsewhere,
    act: async () => {
      await press(enterText.join);
      await see(elsewhereText.question);
    },
  },
  call("deafened", inside(talking, { deafened: true })),
  call("hold-to-talk", inside(talking), { prefers: { talkWith: "hold" } }),
  call("talking-while-muted", inside(talking, { you: { ...you, speakingMuted: true } }), {
    act: async () => {
      await press(enterText.join);
      await see(callingText.notAgain);
    },
  }),
  call("microphone-gone", inside(talking), {
    devices: { news: { number: 1, kind: "microphone", what: "gone", device: gone } },
  }),
  call("microphone-came", inside(talking), {
    devices: { news: { number: 1, kind: "microphone", what: "came", device: gone } },
  }),
  opened(
    "device-menu",
    () => deviceText.test,
    () => [deviceText.menu],
  ),
  opened(
    "more-menu",
    () => callingText.shortcuts,
    () => [callingText.more],
  ),
  opened(
    "settings",
    () => settingsText.lead,
    () => [callingText.more, callingText.settings],
  ),
  opened(
    "shortcuts",
    () => keysText.on,
    () => [callingText.more, callingText.shortcuts],
  ),
  { id: "lobby-in-a-call", path: "/rooms", answers: lobby, outside: elsewhere },
  {
    id: "lobby-call-over",
    path: "/rooms",
    answers: lobby,
    outside: { ...elsewhere, phase: "ended", ended: "kicked" },
  },
  { id: "settings", path: "/settings" },
  { id: "settings-in-a-call", path: "/settings", outside: elsewhere },
  { id: "settings-microphone-blocked", path: "/settings", outside: { microphone: "denied" } },
  {
    id: "crashed",
    path: "/rooms",
    broken: new RangeError("Maximum call stack size exceeded"),
    act: () => see(frameText.crashed.title),
  },
  {
    id: "not-fetched",
    path: "/rooms",
    broken: new TypeError("Failed to fetch dynamically imported module: /assets/lobby.js"),
    act: () => see(frameText.notFetched.title),
  },
];
