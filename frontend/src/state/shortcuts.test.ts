import { describe, expect, it } from "vitest";

import { isSingle, type KeyFacts, SHORTCUTS, shortcutOf } from "./shortcuts";

const w: KeyFacts = {
  key: "w",
  ctrl: false,
  alt: false,
  shift: false,
  repeat: false,
  typing: false,
  dialogOpen: false,
};

describe("a key", () => {
  it("asks for what the table says, in either case", () => {
    expect(shortcutOf(w, true)).toBe("who");
    expect(shortcutOf({ ...w, key: "d" }, true)).toBe("deafen");
    expect(shortcutOf({ ...w, key: "?", shift: true }, true)).toBe("help");
    expect(shortcutOf({ ...w, key: "F6" }, true)).toBe("regions");
    expect(shortcutOf({ ...w, key: "F6", shift: true }, true)).toBe("regions");
    expect(shortcutOf({ ...w, key: "L", ctrl: true, shift: true }, true)).toBe("leave");
  });

  it("means nothing with other keys held, while it repeats, or when nobody listens to it here", () => {
    expect(shortcutOf({ ...w, ctrl: true }, true)).toBeNull();
    expect(shortcutOf({ ...w, alt: true }, true)).toBeNull();
    expect(shortcutOf({ ...w, shift: true, key: "W" }, true)).toBeNull();
    expect(shortcutOf({ ...w, repeat: true }, true)).toBeNull();
    expect(shortcutOf({ ...w, key: "m" }, true)).toBeNull();
  });

  it("is a letter in a text, and the dialog's while one is open", () => {
    expect(shortcutOf({ ...w, typing: true }, true)).toBeNull();
    expect(shortcutOf({ ...w, dialogOpen: true }, true)).toBeNull();
  });
});

describe("without single keys", () => {
  it("no letter and no sign does anything, and the others still do", () => {
    for (const shortcut of SHORTCUTS.filter(isSingle)) {
      expect(shortcutOf({ ...w, key: shortcut.key }, false)).toBeNull();
    }
    expect(shortcutOf({ ...w, key: "d", ctrl: true }, false)).toBe("mute_too");
    expect(shortcutOf({ ...w, key: "F6" }, false)).toBe("regions");
  });
});

it("no two shortcuts are the same keys", () => {
  const keys = SHORTCUTS.map(({ key, ...rest }) =>
    JSON.stringify({ key, ...rest, id: "", group: "" }),
  );
  expect(new Set(keys).size).toBe(SHORTCUTS.length);
});
