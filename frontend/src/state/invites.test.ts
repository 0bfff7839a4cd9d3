import { afterEach, expect, test, vi } from "vitest";

import { dropInvite, keepInvite, keptInvite } from "./invites";

const ROOM = "65f0aa11bb22cc33dd44ee55";

function storage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const blocked = {
  get getItem(): never {
    throw new DOMException("Blocked", "SecurityError");
  },
};

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ["of the tab", storage()],
  ["of the page alone, where the browser blocks storage", blocked],
])("an invite stays in the memory %s until it is dropped", (_where, sessionStorage) => {
  vi.stubGlobal("sessionStorage", sessionStorage);
  keepInvite(ROOM, "TOKEN");
  expect(keptInvite(ROOM)).toBe("TOKEN");
  expect(keptInvite("another")).toBeNull();
  dropInvite(ROOM);
  expect(keptInvite(ROOM)).toBeNull();
});
