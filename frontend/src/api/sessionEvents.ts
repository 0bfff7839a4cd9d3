/** What can happen to a session apart from the requests that say so themselves. */
import type { UnknownAction } from "@reduxjs/toolkit";
import { createAction } from "@reduxjs/toolkit";

import type { Renew, RenewOutcome } from "./renew";

/** The access token was renewed; it ends at `expiresAt`. */
export const sessionRenewed = createAction<{ expiresAt: string | null }>("session/renewed");

/** The server says that there is no session, or no longer. */
export const sessionEnded = createAction("session/ended");

/** The person signed out; the page moves on to `next`. */
export const sessionLeft = createAction<{ next: string }>("session/left");

/** What main.tsx gives every thunk and request. */
export interface Extra {
  readonly renew: Renew;
}

function isExtra(extra: unknown): extra is Extra {
  return typeof extra === "object" && extra !== null && "renew" in extra;
}

/** Renews once and tells the store how it went. */
export function renewSession() {
  return async (
    dispatch: (action: UnknownAction) => unknown,
    _getState: () => unknown,
    extra: unknown,
  ): Promise<RenewOutcome> => {
    if (!isExtra(extra)) throw new Error("The store was made without `renew`.");
    const outcome = await extra.renew();
    if (outcome.kind === "renewed") dispatch(sessionRenewed({ expiresAt: outcome.expiresAt }));
    if (outcome.kind === "ended") dispatch(sessionEnded());
    return outcome;
  };
}
