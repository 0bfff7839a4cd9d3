import { describe, expect, test } from "vitest";

import {
  heardAs,
  PLAIN_PREFERENCES,
  type Preferences,
  preferencesReducer,
  preferred,
  restored,
} from "./preferences";

describe("what was stored", () => {
  test("comes back as it was", () => {
    const mine: Preferences = {
      ...PLAIN_PREFERENCES,
      microphoneId: "usb",
      talkWith: "hold",
      told: "important",
      skipsDoor: true,
      singleKeys: false,
      heard: { ada: { volume: 0.5, hushed: true } },
    };
    expect(restored(JSON.stringify(mine))).toEqual(mine);
  });

  test("is replaced where it cannot be read, field by field", () => {
    expect(restored(null)).toEqual(PLAIN_PREFERENCES);
    expect(restored("no json")).toEqual(PLAIN_PREFERENCES);
    const spoilt = {
      sounds: "yes",
      talkWith: "shouting",
      told: "nothing",
      staysAwake: false,
      heard: { ada: 3 },
    };
    expect(restored(JSON.stringify(spoilt))).toEqual({
      ...PLAIN_PREFERENCES,
      staysAwake: false,
      heard: { ada: { volume: 1, hushed: false } },
    });
  });
});

const heard = (state: Preferences, userId: string, volume: number) =>
  preferencesReducer(state, heardAs({ userId, heard: { volume, hushed: false } }));

describe("how people are heard", () => {
  test("is kept by user, and forgotten when it is as for everybody", () => {
    const quiet = heard(PLAIN_PREFERENCES, "ada", 0.3);
    expect(quiet.heard).toEqual({ ada: { volume: 0.3, hushed: false } });
    expect(heard(quiet, "ada", 1).heard).toEqual({});
  });

  test("does not grow without end", () => {
    let state = PLAIN_PREFERENCES;
    for (let n = 0; n < 400; n++) state = heard(state, `user-${n}`, 0.5);
    expect(Object.keys(state.heard)).toHaveLength(300);
    expect(state.heard["user-399"]).toBeDefined();
  });
});

test("one preference changes and the others stay", () => {
  const state = preferencesReducer(PLAIN_PREFERENCES, preferred({ sounds: false }));
  expect(state).toEqual({ ...PLAIN_PREFERENCES, sounds: false });
});
