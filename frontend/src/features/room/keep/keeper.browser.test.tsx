import "../../../styles/main.css";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

import { inRoom, other, room, type Studio, studio } from "../../../state/call.fixture";
import { SettingsDialogContext, type SettingsDialogProps } from "../../../state/settingsDialog";
import { useShortcutKeys } from "../../../state/shortcuts";
import { usePreferences } from "../../../state/preferences";
import { useVoiceState } from "../../../state/voice";
import type { VoiceSnapshot } from "../../../voice/types";
import { Dialog } from "../../../ui/Dialog";
import { Call } from "../Call";
import { CallKeeper } from "./CallKeeper";

function Keys() {
  useShortcutKeys(usePreferences().singleKeys);
  return null;
}

/** In the place of the settings, which the app puts there. */
const showSettings = ({ onClose }: SettingsDialogProps) => (
  <Dialog title="Settings" closeText="Close" isOpen onClose={onClose}>
    How it sounds
  </Dialog>
);

function Room() {
  return (
    <SettingsDialogContext value={showSettings}>
      <Call voice={useVoiceState((state) => state)} onLeave={leave} />
    </SettingsDialogContext>
  );
}

const leave = vi.fn<() => void>();
const ROOM = `/r/${room._id}`;

function pages(at: string): Studio {
  return studio(
    {
      "/r/:roomId": (
        <CallKeeper>
          <Keys />
          <Room />
        </CallKeeper>
      ),
      "/rooms": (
        <CallKeeper>
          <Keys />
          <input aria-label="Search" />
          <p>Nothing here</p>
        </CallKeeper>
      ),
    },
    at,
  );
}

function muted(is: boolean, more: Partial<VoiceSnapshot> = {}): VoiceSnapshot {
  const voice = inRoom(1, more);
  return { ...voice, you: { ...voice.you!, muted: is, shownMuted: is } };
}

let scene: Studio;

/** Plays the engine: what is asked of the microphone is shown. */
async function open(at: string, more: Partial<VoiceSnapshot> = {}) {
  await page.viewport(1280, 800);
  scene = pages(at);
  scene.show(muted(true, more));
  scene.engine.setMuted.mockImplementation(async (is) => scene.show(muted(is, more)));
  return render(scene.page);
}

const asked = () => scene.engine.setMuted.mock.calls.map(([is]) => is);
const focusNothing = () =>
  document.activeElement instanceof HTMLElement && document.activeElement.blur();

beforeEach(() => leave.mockClear());

describe("talking", () => {
  test("Space talks while it is held, and the microphone is muted again soon after", async () => {
    await open(ROOM);
    focusNothing();
    await userEvent.keyboard("{ >}");
    expect(asked()).toEqual([false]);
    await userEvent.keyboard("{/ }");
    await expect.poll(asked).toEqual([false, true]);
  });

  test.each(["blur", "pagehide"])(
    "%s of the window mutes at once who holds Space",
    async (event) => {
      await open(ROOM);
      focusNothing();
      await userEvent.keyboard("{ >}");
      window.dispatchEvent(new Event(event));
      expect(asked()).toEqual([false, true]);
      await userEvent.keyboard("{/ }");
      expect(asked()).toEqual([false, true]);
    },
  );

  test("a page that is hidden mutes at once", async () => {
    await open(ROOM);
    focusNothing();
    await userEvent.keyboard("{ >}");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(asked()).toEqual([false, true]);
    await userEvent.keyboard("{/ }");
  });

  test("Space presses the button that has the focus, and does not talk then", async () => {
    const screen = await open(ROOM);
    screen.getByRole("button", { name: "Leave", exact: true }).element().focus();
    await userEvent.keyboard(" ");
    expect(leave).toHaveBeenCalledOnce();
    expect(asked()).toEqual([]);
  });

  test("who holds to talk holds the button, and a short press stays on", async () => {
    const screen = await open(ROOM);
    scene.prefer({ talkWith: "hold" });
    const button = screen.getByRole("button", { name: /^Hold to talk/ });
    await expect.element(button).toHaveAttribute("data-holds");
    await button.click({ delay: 500 });
    await expect.poll(asked).toEqual([false, true]);
    await screen.getByRole("button", { name: /^Hold to talk/ }).click();
    expect(asked()).toEqual([false, true, false]);
    await screen.getByRole("button", { name: /^Mute/ }).click();
    expect(asked()).toEqual([false, true, false, true]);
  });
});

describe("keys", () => {
  test("M mutes and D deafens; without single keys neither does, and Ctrl+D still works", async () => {
    await open(ROOM);
    focusNothing();
    await userEvent.keyboard("m");
    await userEvent.keyboard("d");
    expect(asked()).toEqual([false]);
    expect(scene.engine.ears.setDeafened).toHaveBeenCalledTimes(1);
    scene.prefer({ singleKeys: false });
    await userEvent.keyboard("md ");
    expect(asked()).toEqual([false]);
    expect(scene.engine.ears.setDeafened).toHaveBeenCalledTimes(1);
    await userEvent.keyboard("{Control>}d{/Control}");
    expect(asked()).toEqual([false, true]);
  });

  test("letters in a field are letters, and Space is a space", async () => {
    const screen = await open("/rooms");
    await screen.getByRole("textbox", { name: "Search" }).click();
    await userEvent.keyboard("m d");
    await expect.element(screen.getByRole("textbox", { name: "Search" })).toHaveValue("m d");
    expect(asked()).toEqual([]);
  });
});

test("in a room the settings open over it, and the room is still there", async () => {
  const screen = await open(ROOM);
  focusNothing();
  await userEvent.keyboard(",");
  await expect.element(screen.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await userEvent.keyboard("m");
  expect(asked()).toEqual([false]);
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("heading", { name: "Garden planning" })).toBeVisible();
  expect(scene.engine.leave).not.toHaveBeenCalled();
});

describe("the small bar", () => {
  test("keeps the call on other pages: its name, the microphone, the way back", async () => {
    const screen = await open("/rooms", { people: [other(0, { muted: false, speaking: true })] });
    const bar = screen.getByRole("region", { name: "Your call" });
    await expect.element(bar).toHaveTextContent("Garden planningBob is speaking");
    await bar.getByRole("button", { name: "Unmute, you are muted" }).click();
    expect(asked()).toEqual([false]);
    await bar.getByRole("button", { name: "Deafen" }).click();
    expect(scene.engine.ears.setDeafened).toHaveBeenCalledWith(true);
    await userEvent.keyboard("m");
    expect(asked()).toEqual([false, true]);
    await bar.getByRole("link", { name: "Back to Garden planning" }).click();
    await expect.element(screen.getByRole("heading", { name: "Garden planning" })).toBeVisible();
    await expect.element(bar).not.toBeInTheDocument();
  });

  test("leaves, and is not there without a call", async () => {
    const screen = await open("/rooms");
    await screen.getByRole("button", { name: "Leave Garden planning" }).click();
    expect(scene.engine.leave).toHaveBeenCalled();
    scene.show(inRoom(0, { phase: "ended", ended: "left" }));
    const bar = screen.getByRole("region", { name: "Your call" });
    await expect.element(bar).not.toBeInTheDocument();
  });

  test("says how the call ended when that was not one's own doing", async () => {
    const screen = await open("/rooms");
    scene.show(inRoom(0, { phase: "ended", ended: "kicked" }));
    await expect
      .element(screen.getByRole("alert"))
      .toHaveTextContent("Garden planning: You were removed");
    scene.engine.leave.mockClear();
    await screen.getByRole("button", { name: "Dismiss" }).click();
    expect(scene.engine.leave).toHaveBeenCalledOnce();
  });
});

test("who talks while muted is told once, can unmute there, or never be told again", async () => {
  const screen = await open(ROOM);
  const talking = muted(true);
  scene.show({ ...talking, you: { ...talking.you!, speakingMuted: true } });
  await expect.element(screen.getByText("Don’t show again")).toBeVisible();
  await screen.getByRole("button", { name: "Unmute", exact: true }).click();
  expect(asked()).toEqual([false]);
  await expect.element(screen.getByText("Don’t show again")).not.toBeInTheDocument();
});

describe("signs of a call", () => {
  test("are heard when one comes in and leaves, unless they are off", async () => {
    await open(ROOM);
    expect(scene.engine.chime).toHaveBeenCalledWith("joined");
    scene.show(inRoom(0, { phase: "ended", ended: "left" }));
    await expect.poll(() => scene.engine.chime.mock.lastCall).toEqual(["left"]);
    scene.prefer({ sounds: false });
    scene.engine.chime.mockClear();
    scene.show(inRoom(1));
    await expect.element(page.getByRole("region", { name: "Call controls" })).toBeVisible();
    expect(scene.engine.chime).not.toHaveBeenCalled();
  });

  test("keep the screen on and stand on the lock screen, as long as it goes on", async () => {
    const release = vi.fn<() => Promise<void>>(async () => undefined);
    const lock = vi
      .spyOn(navigator.wakeLock, "request")
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part of it that is used
      .mockResolvedValue({ release } as unknown as WakeLockSentinel);
    await open(ROOM);
    await expect.poll(() => lock.mock.calls.length).toBe(1);
    expect(navigator.mediaSession.metadata?.title).toBe("Garden planning");
    scene.show(inRoom(0, { phase: "ended", ended: "left" }));
    await expect.poll(() => release.mock.calls.length).toBe(1);
    expect(navigator.mediaSession.metadata).toBeNull();
    vi.restoreAllMocks();
  });
});
