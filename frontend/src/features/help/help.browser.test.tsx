import "../../styles/main.css";
import { useState } from "react";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

import { type Studio, studio } from "../../state/call.fixture";
import { usePreferences } from "../../state/preferences";
import { askForShortcut, useShortcut, useShortcutKeys } from "../../state/shortcuts";
import { focusNextRegion } from "../../ui/regions";
import { ShortcutsDialog } from "./ShortcutsDialog";

function Page() {
  const [open, setOpen] = useState(false);
  useShortcutKeys(usePreferences().singleKeys);
  useShortcut("help", () => setOpen(true));
  useShortcut("regions", focusNextRegion);
  return (
    <>
      <header>
        <button type="button" onClick={() => askForShortcut("help")}>
          Help
        </button>
      </header>
      <section aria-label="Call controls">
        <button type="button">Mute</button>
      </section>
      <section aria-label="Notifications" />
      <main>
        <section aria-label="A part of it">Words</section>
        <input aria-label="Search" />
      </main>
      {open && <ShortcutsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

let scene: Studio;

beforeEach(async () => {
  await page.viewport(1280, 800);
  scene = studio({ "/": <Page /> });
});

const focused = () =>
  document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName;

test("? lists the keys, and gives the focus back", async () => {
  const screen = await render(scene.page);
  screen.getByRole("button", { name: "Mute" }).element().focus();
  await userEvent.keyboard("?");
  const list = screen.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect.element(list).toHaveTextContent("Talk while it is heldholdSpace");
  await userEvent.keyboard("{Escape}");
  await expect.element(list).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement?.textContent).toBe("Mute");
});

test("the list shows only what works, and a button opens it where ? is off", async () => {
  scene.prefer({ singleKeys: false });
  const screen = await render(scene.page);
  await userEvent.keyboard("?");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Help" }).click();
  const list = screen.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect.element(list).toHaveTextContent("Shortcuts of a single key are switched off.");
  await expect.element(list).toHaveTextContent("CtrlD");
  await expect.element(list).not.toHaveTextContent("Who");
  await expect.element(list).not.toHaveTextContent("Talk while it is held");
});

test("a question mark in a field is a question mark", async () => {
  const screen = await render(scene.page);
  await screen.getByRole("textbox", { name: "Search" }).click();
  await userEvent.keyboard("?");
  await expect.element(screen.getByRole("textbox", { name: "Search" })).toHaveValue("?");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
});

test("F6 goes from region to region and round, past empty ones and parts; Shift+F6 back", async () => {
  await render(scene.page);
  const seen: (string | undefined)[] = [];
  for (let times = 0; times < 4; times++) {
    await userEvent.keyboard("{F6}");
    seen.push(focused());
  }
  expect(seen).toEqual(["HEADER", "Call controls", "MAIN", "HEADER"]);
  await userEvent.keyboard("{Shift>}{F6}{/Shift}");
  expect(focused()).toBe("MAIN");
});
