/** Who is at this browser, as the last answer of the server said it. */
import type { PayloadAction } from "@reduxjs/toolkit";
import { createReducer, isAnyOf } from "@reduxjs/toolkit";
import { useSelector } from "react-redux";

import { accountApi } from "../api/account";
import type { Refusal } from "../api/refusal";
import { sessionEnded, sessionLeft, sessionRenewed } from "../api/sessionEvents";
import type { UserAnswer, UserWords } from "../wire";

/** One field, no flags beside it. */
export type Session =
  | { readonly status: "unknown" }
  | { readonly status: "unreachable" }
  | { readonly status: "signed_out" }
  /** The server ended it under our feet. */
  | { readonly status: "lost" }
  /** The person signed out and wants to go to `next`. */
  | { readonly status: "left"; readonly next: string; readonly email: string }
  | { readonly status: "signed_in"; readonly user: UserWords; readonly expiresAt: string | null };

const { me, register, login, verify, updateProfile } = accountApi.endpoints;

const answered = isAnyOf(
  me.matchFulfilled,
  register.matchFulfilled,
  login.matchFulfilled,
  verify.matchFulfilled,
  updateProfile.matchFulfilled,
);

function present(session: Session, { payload }: PayloadAction<UserAnswer>): Session {
  const before = session.status === "signed_in" ? session.expiresAt : null;
  return { status: "signed_in", user: payload.user, expiresAt: payload.expiresAt ?? before };
}

function renewed(session: Session, expiresAt: string | null): Session {
  return session.status === "signed_in" ? { ...session, expiresAt } : session;
}

function ended(session: Session): Session {
  if (session.status === "lost" || session.status === "left") return session;
  return { status: session.status === "signed_in" ? "lost" : "signed_out" };
}

function left(session: Session, next: string): Session {
  return { status: "left", next, email: session.status === "signed_in" ? session.user.email : "" };
}

function failed(session: Session, refusal: Refusal | undefined): Session {
  if (session.status === "signed_in") return session;
  return refusal?.code === "session_required" ? session : { status: "unreachable" };
}

export const sessionReducer = createReducer<Session>({ status: "unknown" }, (build) => {
  build
    .addCase(sessionRenewed, (session, { payload }) => renewed(session, payload.expiresAt))
    .addCase(sessionEnded, ended)
    .addCase(sessionLeft, (session, { payload }) => left(session, payload.next))
    .addMatcher(answered, present)
    .addMatcher(me.matchRejected, (session, { payload }) => failed(session, payload));
});

interface WithSession {
  readonly session: Session;
}

export function useSession(): Session {
  return useSelector((state: WithSession) => state.session);
}

/** The signed-in user; for pages behind RequireUser only. */
export function useUser(): UserWords {
  const session = useSession();
  if (session.status !== "signed_in")
    throw new Error("A page without RequireUser asked for the user.");
  return session.user;
}
