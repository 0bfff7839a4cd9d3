/** What the server of the gallery says to who asks, unless a state says otherwise. */
import type { RoomSummary, RoomWords, UserWords } from "../wire";
import { ada } from "./fixtures";
import type { Answer, Answers } from "./server";
import type { State } from "./state";

export const roomsAnswer = (meetingArr: readonly RoomSummary[]): Answer => ({
  body: { msg: "ok", meetingArr },
});

export const roomAnswer = (room: RoomWords): Answer => ({ body: { msg: "ok", room } });

const self = (user: UserWords): Answer => ({ body: { msg: "ok", user, expiresAt: null } });

const SELF: Record<NonNullable<State["as"]>, Answer> = {
  member: self(ada),
  guest: { code: "session_required", status: 401 },
  pending: self({ ...ada, verified: false, profileCompleted: false, name: null, username: null }),
  newcomer: self({ ...ada, profileCompleted: false, name: null, username: null }),
};

export function answersOf({ as = "member", answers }: State): Answers {
  return {
    "GET /user": SELF[as],
    "POST /auth/refresh": { code: "session_required", status: 401 },
    "POST /auth/logout": { body: { msg: "ok" } },
    ...answers,
  };
}
