/** The states of a room: at its door, inside, and out of it again. */
import { enterText, roomText } from "../text/room";
import type { EndReason, MicrophoneState } from "../voice/types";
import { roomAnswer } from "./answers";
import { people, room, ROOM_ID } from "./fixtures";
import type { Answer } from "./server";
import type { State } from "./state";
import { press, see } from "./state";
import type { Picture } from "./voice";
import { inside, person, several, you } from "./voice";

export const PATH = `/r/${ROOM_ID}`;
export const ASKED = `GET /room/getroom/${ROOM_ID}`;
const there = { [ASKED]: roomAnswer(room(3)) };

const door = (id: string, answer: Answer, outside: Picture = {}): State => ({
  id: `door-${id}`,
  path: PATH,
  answers: { [ASKED]: answer },
  outside,
});

const microphone = (state: MicrophoneState): State =>
  door(`microphone-${state.replace("_", "-")}`, roomAnswer(room(3)), { microphone: state });

/** A call is drawn bit by bit behind the door. */
async function enter({ phase }: Picture): Promise<void> {
  await press(enterText.join);
  if (phase === "joined" || phase === "reconnecting") await see(roomText.leave);
}

export const call = (id: string, joined: Picture, more: Partial<State> = {}): State => ({
  id: `room-${id}`,
  path: PATH,
  answers: there,
  joined,
  act: () => enter(joined),
  ...more,
});

/** Trouble is said only when it lasts. */
const trouble = (
  id: string,
  joined: Picture,
  words: () => string,
  more: Partial<State> = {},
): State =>
  call(id, joined, {
    act: async () => {
      await press(enterText.join);
      await see(words());
    },
    ...more,
  });

const ended = (reason: EndReason): State =>
  call(`ended-${reason.replace("_", "-")}`, { phase: "ended", ended: reason });

const failed = (id: string, code: "room_full" | "room_locked" | "server_unreachable"): State =>
  call(id, { phase: "failed", error: { code, detail: "" } });

export const talking = several(5).map((one, place) =>
  place === 0 ? { ...one, muted: false, speaking: true } : one,
);

export const rooms: readonly State[] = [
  door("people", roomAnswer(room(3))),
  door("loading", "never"),
  door("nobody", roomAnswer(room(0))),
  door("full", roomAnswer(room(24, { full: true }))),
  door("not-found", { code: "room_not_found", status: 404 }),
  door("unreachable", "unreachable"),
  ...(["opening", "live", "dismissed", "denied", "system_denied", "missing"] as const).map(
    microphone,
  ),
  ...(["busy", "unplugged", "insecure", "policy", "unsupported"] as const).map(microphone),
  call("alone", inside([])),
  call("two", inside([person(0, { muted: false, speaking: true })])),
  call("five", inside(talking)),
  call("twenty", inside(several(19))),
  call("talking", inside(talking, { you: { ...you, muted: false, speaking: true } })),
  call("listening", inside(talking, { microphone: "off" })),
  call(
    "trouble-with-some",
    inside([
      person(0, { state: "wobbly", muted: false }),
      person(1, { state: "connecting" }),
      person(2, { state: "rebuilding" }),
      person(3, { volume: 0, muted: false }),
      person(4, { away: true }),
    ]),
  ),
  call("people-list", inside(talking), {
    act: async () => {
      await press(enterText.join);
      await see(people[0]?.name ?? "");
      if (!matchMedia("(min-width: 80rem)").matches) await press(roomText.people);
    },
  }),
  trouble(
    "reconnecting",
    inside(talking, { phase: "reconnecting" }),
    () => roomText.reconnecting.title,
  ),
  trouble(
    "restarting",
    inside(talking, { phase: "reconnecting", serverRestarts: true }),
    () => roomText.restarting.title,
  ),
  trouble("offline", inside(talking, { phase: "reconnecting" }), () => roomText.offline.title, {
    offline: true,
  }),
  trouble(
    "unheard",
    inside(talking.map((one) => ({ ...one, state: "rebuilding" as const }))),
    () => roomText.unheard.title,
  ),
  call("playback-blocked", inside(talking, { playbackBlocked: true })),
  call("microphone-unplugged", inside(talking, { microphone: "unplugged" })),
  call("joining", { phase: "joining" }),
  failed("full", "room_full"),
  failed("locked", "room_locked"),
  failed("unreachable", "server_unreachable"),
  ...(["left", "kicked", "banned", "room_ended", "replaced", "session_ended"] as const).map(ended),
];
