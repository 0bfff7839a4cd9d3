import "../../../styles/main.css";
import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

import { type Studio, studio, twoOfEach } from "../../../state/call.fixture";
import { DeviceMenu } from "./DeviceMenu";
import { DeviceNotice } from "./DeviceNotice";

let scene: Studio;

beforeEach(() => {
  scene = studio({
    "/": (
      <>
        <DeviceMenu look="live" />
        <DeviceNotice />
      </>
    ),
  });
});

test("microphone and loudspeaker are changed by the menu, and remembered", async () => {
  const screen = await render(scene.page);
  await screen.getByRole("button", { name: "Microphone and loudspeaker" }).click();
  const microphones = screen.getByRole("group", { name: "Microphone", exact: true });
  await expect
    .element(microphones.getByRole("menuitemradio", { name: "System default" }))
    .toBeChecked();
  await microphones.getByRole("menuitemradio", { name: "USB headset" }).click();
  expect(scene.engine.devices.chooseMicrophone).toHaveBeenCalledWith("usb");
  const speakers = screen.getByRole("group", { name: "Loudspeaker" });
  await speakers.getByRole("menuitemradio", { name: "USB headset" }).click();
  expect(scene.engine.devices.chooseSpeaker).toHaveBeenCalledWith("usb-out");
  expect(scene.preferences()).toMatchObject({ microphoneId: "usb", speakerId: "usb-out" });
  await screen.getByRole("menuitem", { name: "Play test sound" }).click();
  expect(scene.engine.chime).toHaveBeenCalledWith("test");
});

test("where the browser cannot choose a loudspeaker there is no such choice", async () => {
  scene.engine.show({ canChooseSpeaker: false });
  const screen = await render(scene.page);
  await screen.getByRole("button", { name: "Microphone and loudspeaker" }).click();
  await expect.element(screen.getByRole("group", { name: "Microphone" }).first()).toBeVisible();
  await expect.element(screen.getByRole("group", { name: "Loudspeaker" })).not.toBeInTheDocument();
});

test("the menu works by the keyboard alone and gives the focus back", async () => {
  const screen = await render(scene.page);
  const button = screen.getByRole("button", { name: "Microphone and loudspeaker" });
  button.element().focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(scene.engine.devices.chooseMicrophone).toHaveBeenCalledWith("usb");
  await userEvent.keyboard("{Escape}");
  await expect.element(button).toHaveFocus();
});

test("what was plugged in is offered, and used with one press", async () => {
  const screen = await render(scene.page);
  const notices = screen.getByRole("region", { name: "Notifications" });
  const device = twoOfEach.microphones[1]!;
  scene.engine.show({ news: { number: 1, kind: "microphone", what: "came", device } });
  await expect.element(notices).toHaveTextContent("USB headset is connected.");
  await notices.getByRole("button", { name: "Use it" }).click();
  expect(scene.engine.devices.chooseMicrophone).toHaveBeenCalledWith("usb");
  await expect.element(notices).toHaveTextContent("");
});

test("what is gone stays said until somebody has read it", async () => {
  const screen = await render(scene.page);
  const notices = screen.getByRole("region", { name: "Notifications" });
  const device = twoOfEach.speakers[1]!;
  scene.engine.show({ news: { number: 1, kind: "speaker", what: "gone", device } });
  await expect.element(notices).toHaveTextContent(/USB headset is gone\. You hear the room on/);
  await notices.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(notices).toHaveTextContent("");
});
