import { expect, test } from "vitest";
import { render } from "vitest-browser-react";

import { inRoom, studio } from "../../../state/call.fixture";
import type { VoiceSnapshot } from "../../../voice/types";
import { Signs } from "./Signs";

/** What a browser asks the page before it closes the tab. */
function mayClose(): boolean {
  return dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

function muted(is: boolean, more: Partial<VoiceSnapshot> = {}): VoiceSnapshot {
  const voice = inRoom(1, more);
  return { ...voice, you: { ...voice.you!, muted: is } };
}

test("the tab asks before it closes only while one can be heard", async () => {
  const scene = studio({ "/": <Signs /> });
  scene.show(muted(true));
  await render(scene.page);
  expect(mayClose()).toBe(true);
  scene.show(muted(false));
  await expect.poll(mayClose).toBe(false);
  scene.show(muted(false, { phase: "ended", ended: "left" }));
  await expect.poll(mayClose).toBe(true);
});
