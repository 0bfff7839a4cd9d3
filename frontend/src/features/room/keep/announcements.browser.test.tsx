import { clearAnnouncer, destroyAnnouncer } from "@react-aria/live-announcer";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";

import { inRoom, other, type Studio, studio } from "../../../state/call.fixture";
import { useVoiceState } from "../../../state/voice";
import type { VoiceSnapshot } from "../../../voice/types";
import { Banners } from "../Banners";
import { useCallAnnouncements } from "./useCallAnnouncements";

function Listener() {
  const voice = useVoiceState((state) => state);
  useCallAnnouncements(voice, "Tea");
  return <Banners voice={voice} />;
}

interface Told {
  readonly polite: string[];
  readonly assertive: string[];
}

/** Writes down whatever appears in the two regions, as a screen reader would read it. */
function record(): Told {
  const told: Told = { polite: [], assertive: [] };
  recorder = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const manner = target instanceof Element ? target.getAttribute("aria-live") : null;
      if (manner !== "polite" && manner !== "assertive") continue;
      told[manner].push(...[...addedNodes].map((node) => node.textContent ?? ""));
    }
  });
  recorder.observe(document.body, { childList: true, subtree: true });
  return told;
}

let recorder: MutationObserver | undefined;
let scene: Studio;
let told: Told;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  told = record();
  scene = studio({ "/": <Listener /> });
  scene.show(inRoom(1));
});

afterEach(() => {
  recorder?.disconnect();
  destroyAnnouncer();
  vi.useRealTimers();
});

/** Time passes, and what comes of it is drawn. */
async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}

async function comeIn() {
  const screen = await render(scene.page);
  await pass(500);
  expect(told).toEqual({
    polite: ["You joined Tea. You are muted. 2 people here."],
    assertive: [],
  });
  clearAnnouncer("polite");
  told.polite.length = 0;
  return screen;
}

const muted = (is: boolean): VoiceSnapshot => {
  const voice = inRoom(1);
  return { ...voice, you: { ...voice.you!, muted: is } };
};

test("five people who join within a second are one polite sentence", async () => {
  await comeIn();
  for (let here = 2; here <= 6; here++) {
    scene.show(inRoom(here));
    await pass(200);
  }
  await pass(5000);
  expect(told).toEqual({ polite: ["Cleo Example and 4 others joined"], assertive: [] });
});

test("a server that is away for four seconds is not told; for twenty it is, and its return", async () => {
  const screen = await comeIn();
  const notice = screen.getByText("You can go on talking meanwhile.");
  scene.show(inRoom(1, { phase: "reconnecting" }));
  await pass(4000);
  await expect.element(notice).toBeVisible();
  scene.show(inRoom(1));
  await pass(4000);
  expect(told).toEqual({ polite: [], assertive: [] });
  scene.show(inRoom(1, { phase: "reconnecting" }));
  await pass(20_000);
  await expect.element(notice).toBeVisible();
  expect(told.polite).toEqual(["Connection lost, reconnecting"]);
  scene.show(inRoom(1));
  await pass(500);
  expect(told.polite.at(-1)).toBe("You’re back");
});

test("who is heard by nobody any more is told so at once", async () => {
  await comeIn();
  scene.show(inRoom(0, { people: [other(0, { state: "rebuilding", path: "direct" })] }));
  await pass(6000);
  expect(told).toEqual({ polite: [], assertive: ["Connection lost, reconnecting"] });
});

test("who wants only what is important hears of their own microphone, not of who comes", async () => {
  await comeIn();
  scene.prefer({ told: "important" });
  scene.show(inRoom(2));
  await pass(5000);
  scene.show(muted(false));
  await pass(500);
  expect(told.polite).toEqual(["Unmuted"]);
});

test("who wants nothing hears only of trouble", async () => {
  await comeIn();
  scene.prefer({ told: "off" });
  scene.show(muted(false));
  await pass(500);
  scene.show(inRoom(1, { microphone: "unplugged" }));
  await pass(500);
  expect(told.polite).toEqual([]);
  expect(told.assertive).toEqual([expect.stringContaining("Microphone disconnected")]);
});
