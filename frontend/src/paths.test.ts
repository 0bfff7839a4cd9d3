import { expect, test } from "vitest";

import { inviteIn, roomOfLink } from "./paths";

const ID = "65f0aa11bb22cc33dd44ee55";
const HERE = "https://talk.example.org";

test("a room link opens with and without scheme, and an id alone", () => {
  const room = { roomId: ID, hash: "" };
  expect(roomOfLink(`${HERE}/r/${ID}`, HERE)).toEqual(room);
  expect(roomOfLink(`  talk.example.org/r/${ID}/ `, HERE)).toEqual(room);
  expect(roomOfLink(ID, HERE)).toEqual(room);
  expect(roomOfLink("localhost:3000/r/" + ID, "http://localhost:3000")).toEqual(room);
});

test("what stands behind the hash comes along", () => {
  expect(roomOfLink(`${HERE}/r/${ID}#i=TOKEN`, HERE)).toEqual({ roomId: ID, hash: "#i=TOKEN" });
});

test("a room on another server is told apart from no room at all", () => {
  expect(roomOfLink(`https://other.example/r/${ID}`, HERE)).toBe("elsewhere");
  for (const text of ["", "hello", "https://talk.example.org/rooms", "http://", `${HERE}/r/123`]) {
    expect(roomOfLink(text, HERE)).toBeNull();
  }
});

test("an invite is behind the hash of a room's address, and nowhere else", () => {
  expect(inviteIn(`/r/${ID}`, "#i=abc-_1")).toEqual({ roomId: ID, token: "abc-_1" });
  expect(inviteIn(`/r/${ID}/`, "#i=abc")).toEqual({ roomId: ID, token: "abc" });
  for (const hash of ["", "#i=", "#abc", `#i=${"x".repeat(129)}`]) {
    expect(inviteIn(`/r/${ID}`, hash)).toBeNull();
  }
  expect(inviteIn("/verify", "#i=abc")).toBeNull();
});
