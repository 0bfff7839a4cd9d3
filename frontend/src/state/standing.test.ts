import { expect, test } from "vitest";

import type { Session } from "./session";
import { someone } from "./someone.fixture";
import { placeInstead, standingOf } from "./standing";

const ROOM = "/r/65f0aa11bb22cc33dd44ee55";

function signedIn(verified: boolean, profileCompleted: boolean): Session {
  return { status: "signed_in", user: { ...someone, verified, profileCompleted }, expiresAt: null };
}

const guest: Session = { status: "signed_out" };
const at = (pathname: string, search = "") => ({ pathname, search, hash: "#i=TOKEN" });

test("a person is as far as the server says", () => {
  expect(standingOf({ status: "unknown" })).toBe("unknown");
  expect(standingOf({ status: "unreachable" })).toBe("unreachable");
  expect(standingOf({ status: "lost" })).toBe("guest");
  expect(standingOf(signedIn(false, false))).toBe("code");
  expect(standingOf(signedIn(true, false))).toBe("profile");
  expect(standingOf(signedIn(true, true))).toBe("member");
});

test("the address a guest wanted is kept through sign-in, code and profile, without its secrets", () => {
  const signIn = placeInstead(guest, "member", at(ROOM));
  expect(signIn).toBe(`/signin?to=${encodeURIComponent(ROOM)}`);
  const { pathname, search } = new URL(signIn, "http://x");
  const verify = placeInstead(signedIn(false, false), "guest", at(pathname, search));
  expect(verify).toBe(`/verify${search}`);
  const welcome = placeInstead(signedIn(true, false), "code", at("/verify", search));
  expect(welcome).toBe(`/welcome${search}`);
  expect(placeInstead(signedIn(true, true), "profile", at("/welcome", search))).toBe(ROOM);
});

test("the lobby needs no reminder", () => {
  expect(placeInstead(guest, "member", at("/rooms"))).toBe("/signin");
});

test("nobody is led to another host", () => {
  const member = signedIn(true, true);
  for (const to of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"]) {
    const search = `?${new URLSearchParams({ to }).toString()}`;
    expect(placeInstead(member, "guest", at("/signin", search))).toBe("/rooms");
  }
});

test("who signed out goes where they wanted to, not to the sign-in page", () => {
  const left: Session = { status: "left", next: "/", email: "" };
  expect(placeInstead(left, "member", at("/rooms"))).toBe("/");
});
