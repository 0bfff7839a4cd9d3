import { expect, test } from "vitest";

import { sessionEnded, sessionLeft, sessionRenewed } from "../api/sessionEvents";
import type { Session } from "./session";
import { sessionReducer } from "./session";
import { someone } from "./someone.fixture";

const signedIn: Session = { status: "signed_in", user: someone, expiresAt: null };

test("a session that ends under our feet is lost; a guest stays a guest", () => {
  expect(sessionReducer(signedIn, sessionEnded())).toEqual({ status: "lost" });
  expect(sessionReducer({ status: "unknown" }, sessionEnded())).toEqual({ status: "signed_out" });
  expect(sessionReducer({ status: "lost" }, sessionEnded())).toEqual({ status: "lost" });
});

test("who signs out is not told that they were signed out", () => {
  const left = sessionReducer(signedIn, sessionLeft({ next: "/" }));
  expect(left).toEqual({ status: "left", next: "/", email: "ada@example.org" });
  expect(sessionReducer(left, sessionEnded())).toEqual(left);
});

test("a renewal that arrives after signing out changes nothing", () => {
  const left: Session = { status: "left", next: "/", email: "" };
  expect(sessionReducer(left, sessionRenewed({ expiresAt: "x" }))).toEqual(left);
  expect(sessionReducer(signedIn, sessionRenewed({ expiresAt: "x" }))).toEqual({
    ...signedIn,
    expiresAt: "x",
  });
});
