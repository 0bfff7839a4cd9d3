import "../../styles/main.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

import { inRoom, type Studio, studio } from "../../state/call.fixture";
import { chooseLanguage } from "../../text/choice";
import { settingsText } from "../../text/settings";
import { SettingsPage } from "./SettingsPage";

let scene: Studio;

beforeEach(() => {
  scene = studio({ "/settings": <SettingsPage /> });
});

afterEach(() => localStorage.clear());

test("what is chosen counts at once, and is this account's", async () => {
  const screen = await render(scene.page);
  await screen.getByRole("switch", { name: /^Single-key shortcuts/ }).click({ force: true });
  await screen.getByRole("switch", { name: /^Sounds/ }).click({ force: true });
  await screen.getByRole("switch", { name: /^Noise suppression/ }).click({ force: true });
  await screen.getByText("Hold Space").click();
  await screen.getByRole("switch", { name: /^Go straight into rooms/ }).click({ force: true });
  await screen.getByText("Important", { exact: true }).click();
  expect(scene.preferences()).toMatchObject({
    singleKeys: false,
    sounds: false,
    talkWith: "hold",
    skipsDoor: true,
    told: "important",
    processing: { noiseSuppression: false, echoCancellation: true },
  });
  expect(scene.engine.devices.setProcessing).toHaveBeenCalledWith({
    noiseSuppression: false,
    echoCancellation: true,
    autoGainControl: true,
  });
});

test("the looks of this browser change at once and can be those of the system again", async () => {
  const screen = await render(scene.page);
  const { dataset } = document.documentElement;
  await screen.getByText("Dark").click();
  expect(dataset["theme"]).toBe("dark");
  await screen.getByText("Light").click();
  expect(dataset["theme"]).toBe("light");
  await screen.getByText("Less").click();
  expect(dataset["motion"]).toBe("less");
  expect(localStorage.getItem("gethory.motion")).toBe("less");
});

test("the language is chosen by its own name, at once, and left to the browser again", async () => {
  const screen = await render(scene.page);
  const { documentElement: html } = document;
  await screen.getByRole("button", { name: /Language$/ }).click();
  await screen.getByRole("option", { name: "العربية" }).click();
  await expect.poll(() => [html.lang, html.dir]).toEqual(["ar", "rtl"]);
  expect(document.cookie).toContain("gethory_language=ar");
  expect(settingsText.title).toBe("الإعدادات");
  await chooseLanguage(null);
  expect([html.lang, html.dir]).toEqual(["en", "ltr"]);
  expect(document.cookie).not.toContain("gethory_language");
});

test("the microphone is tried, and closed again with the page", async () => {
  const screen = await render(scene.page);
  await screen.getByRole("button", { name: "Try the microphone" }).click();
  expect(scene.engine.openMicrophone).toHaveBeenCalledOnce();
  scene.show({ ...inRoom(0), phase: "idle", room: null, you: null });
  await expect.element(screen.getByRole("meter", { name: "Microphone level" })).toBeVisible();
  await screen.getByRole("button", { name: "Stop trying" }).click();
  expect(scene.engine.closeMicrophone).toHaveBeenCalledOnce();
});

test.each([320, 768, 1280])("at %i pixels nothing is cut off", async (width) => {
  await page.viewport(width, 800);
  await render(scene.page);
  expect(document.documentElement.scrollWidth).toBe(width);
});
