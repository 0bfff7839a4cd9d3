import { describe, expect, it } from "vitest";

import { type KeyPress, RESTING, TAP_MS, type TalkState, talkStep } from "./talkKeys";

const space: KeyPress = {
  kind: "down",
  key: " ",
  place: "page",
  modified: false,
  repeat: false,
  dialogOpen: false,
  at: 1000,
};
const m: KeyPress = { ...space, key: "m" };
const onPage: TalkState = { name: "holding", since: 1000, latches: false };
const onButton: TalkState = { name: "holding", since: 1000, latches: true };

describe("M", () => {
  it("toggles anywhere in the room, also on a button and under a dialog, in either case", () => {
    expect(talkStep(RESTING, m, true).command).toBe("toggle");
    expect(talkStep(RESTING, { ...m, key: "M", place: "control" }, true).command).toBe("toggle");
    expect(talkStep(RESTING, { ...m, dialogOpen: true }, false).command).toBe("toggle");
  });

  it("is a letter while typing, and nothing with a modifier or while it repeats", () => {
    expect(talkStep(RESTING, { ...m, place: "typing" }, true).command).toBeUndefined();
    expect(talkStep(RESTING, { ...m, modified: true }, true).command).toBeUndefined();
    expect(talkStep(RESTING, { ...m, repeat: true }, true).command).toBeUndefined();
  });
});

describe("Space", () => {
  it("unmutes while held and mutes when released", () => {
    const down = talkStep(RESTING, space, true);
    expect(down).toMatchObject({ command: "unmute", taken: true, state: onPage });
    const up = talkStep(down.state, { ...space, kind: "up", at: 5000 }, false);
    expect(up).toMatchObject({ command: "mute", state: RESTING });
  });

  it("mutes even after a short press, so that a slip never leaves the microphone open", () => {
    expect(talkStep(onPage, { ...space, kind: "up", at: 1001 }, false).command).toBe("mute");
  });

  it("mutes when the window loses focus or the page is hidden", () => {
    expect(talkStep(onPage, { kind: "interrupted" }, false).command).toBe("mute");
    expect(talkStep(onButton, { kind: "interrupted" }, false).command).toBe("mute");
    expect(talkStep(RESTING, { kind: "interrupted" }, false).command).toBeUndefined();
  });

  it("stays open for a tap on the microphone button and closes after a long hold there", () => {
    const tap = { ...space, kind: "up" as const, at: 1000 + TAP_MS - 1 };
    expect(talkStep(onButton, tap, false)).toMatchObject({ state: RESTING, taken: true });
    expect(talkStep(onButton, tap, false).command).toBeUndefined();
    expect(talkStep(onButton, { ...tap, at: 1000 + TAP_MS }, false).command).toBe("mute");
  });

  it("belongs to the control that has the focus, to the text, to the dialog", () => {
    for (const press of [
      { ...space, place: "control" as const },
      { ...space, place: "typing" as const },
      { ...space, dialogOpen: true },
      { ...space, modified: true },
    ]) {
      expect(talkStep(RESTING, press, true)).toEqual({ state: RESTING, taken: false });
    }
  });

  it("does not mute who was talking already, nor start twice while it repeats", () => {
    expect(talkStep(RESTING, space, false).command).toBeUndefined();
    expect(talkStep(RESTING, { ...space, repeat: true }, true).command).toBeUndefined();
    expect(talkStep(onPage, { ...space, repeat: true }, false)).toEqual({
      state: onPage,
      taken: true,
    });
  });

  it("presses the microphone button as usual when that would mute", () => {
    expect(talkStep(RESTING, { ...space, place: "microphone" }, false).taken).toBe(false);
  });
});
