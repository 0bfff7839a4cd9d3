import "../../styles/main.css";
import "../../ui/call.css";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

import { inRoom, other, room, type Studio, studio } from "../../state/call.fixture";
import { useVoiceState } from "../../state/voice";
import type { VoicePerson } from "../../voice/types";
import { Call } from "./Call";

function Room() {
  return <Call voice={useVoiceState((state) => state)} onLeave={() => undefined} />;
}

let scene: Studio;

beforeEach(() => {
  scene = studio({ "/": <Room /> });
});

function show(people: readonly VoicePerson[]) {
  scene.show(inRoom(0, { people, room }));
}

/** Where everybody's face is, by name. */
function places(): Map<string, string> {
  const seats = [...document.querySelectorAll<HTMLElement>(".seats > [data-level-of]")];
  return new Map(
    seats.map((seat) => {
      const { x, y, width, height } = seat.getBoundingClientRect();
      const name = seat.getAttribute("aria-label")?.split(",")[0] ?? "";
      return [name, [x, y, width, height].map(Math.round).join(" ")];
    }),
  );
}

async function settled(people: number) {
  await expect.poll(() => places().size).toBe(people);
  return places();
}

const SIZES = [
  [320, 568],
  [390, 844],
  [768, 1024],
  [1280, 800],
] as const;

test.each(SIZES)(
  "at %i x %i nobody moves when others come, speak and leave",
  async (width, height) => {
    await page.viewport(width, height);
    show([other(0), other(1)]);
    await render(scene.page);
    let before = await settled(3);
    for (const many of [5, 6, 7, 8, 9, 13, 20]) {
      const people = Array.from({ length: many }, (_, n) =>
        other(n, n % 2 === 0 ? { muted: false, speaking: true } : {}),
      );
      show(people);
      const after = await settled(many + 1);
      for (const [name, place] of before)
        expect(`${name} ${after.get(name)}`).toBe(`${name} ${place}`);
      before = after;
    }
    show(Array.from({ length: 20 }, (_, n) => other(n)).filter((_, n) => n % 3 !== 1));
    const fewer = await settled(14);
    for (const [name, place] of fewer)
      expect(`${name} ${before.get(name)}`).toBe(`${name} ${place}`);
  },
);

test("who comes sits down where somebody left", async () => {
  await page.viewport(1280, 800);
  show([other(0), other(1), other(2)]);
  await render(scene.page);
  const before = await settled(4);
  show([other(0), other(2)]);
  await settled(3);
  show([other(0), other(2), other(3)]);
  const after = await settled(4);
  expect(after.get("Eli Sample")).toBe(before.get("Cleo Example"));
});

test("twenty people fit the smallest phone, and everybody can be reached", async () => {
  await page.viewport(320, 568);
  show(Array.from({ length: 20 }, (_, n) => other(n)));
  const screen = await render(scene.page);
  await settled(21);
  expect(document.documentElement.scrollWidth).toBe(320);
  const last = screen.getByRole("listitem", { name: /^Bob 18|^Cleo Example 19/ }).last();
  last.element().scrollIntoView({ block: "end" });
  await expect.element(last).toBeInViewport();
});

test("somebody is turned down, muted for oneself and heard again", async () => {
  await page.viewport(1280, 800);
  show([other(0, { muted: false })]);
  const screen = await render(scene.page);
  await screen.getByRole("listitem", { name: /^Bob/ }).getByRole("button").click();
  await screen.getByRole("button", { name: "Mute for me" }).click();
  expect(scene.engine.ears.setHushed).toHaveBeenCalledWith("peer-0", true);
  show([other(0, { muted: false, hushed: true })]);
  await screen.getByRole("button", { name: "Unmute for me" }).click();
  expect(scene.engine.ears.setHushed).toHaveBeenLastCalledWith("peer-0", false);
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("0 %");
});

test("who hears nobody is told so, and has the way back", async () => {
  await page.viewport(390, 844);
  scene.show(inRoom(2));
  const screen = await render(scene.page);
  await screen.getByRole("button", { name: "Deafen", exact: true }).click();
  expect(scene.engine.ears.setDeafened).toHaveBeenCalledWith(true);
  scene.show(inRoom(2, { deafened: true }));
  await expect
    .element(screen.getByRole("region", { name: "You can’t hear the room" }))
    .toBeVisible();
  await screen.getByRole("button", { name: "Undeafen" }).first().click();
  expect(scene.engine.ears.setDeafened).toHaveBeenLastCalledWith(false);
});

test("a browser that waits for a press has the focus on what to press, and is told by it", async () => {
  scene.show(inRoom(2, { playbackBlocked: true }));
  const screen = await render(scene.page);
  const hear = screen.getByRole("button", { name: /^Tap to hear the room/ });
  await expect.element(hear).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(scene.engine.unblockPlayback).toHaveBeenCalledOnce();
});

const seatWithFocus = () => document.activeElement?.closest("li")?.getAttribute("aria-label");

test("arrow keys go from seat to seat, as they are seen", async () => {
  await page.viewport(390, 844);
  show(Array.from({ length: 7 }, (_, n) => other(n)));
  const screen = await render(scene.page);
  await settled(8);
  screen.getByRole("listitem", { name: /^Bob/ }).getByRole("button").element().focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(seatWithFocus()).toBe("Cleo Example, muted");
  await userEvent.keyboard("{ArrowDown}");
  expect(seatWithFocus()).toBe("Femi, muted");
  await userEvent.keyboard("{ArrowRight}{ArrowLeft}{ArrowUp}");
  expect(seatWithFocus()).toBe("Bob, muted");
});

test("who leaves while one looks at them leaves the focus to the next, then to the microphone", async () => {
  await page.viewport(1280, 800);
  show([other(0), other(1)]);
  const screen = await render(scene.page);
  await settled(3);
  screen.getByRole("listitem", { name: /^Bob/ }).getByRole("button").element().focus();
  show([other(1)]);
  await expect.poll(seatWithFocus).toBe("Cleo Example, muted");
  show([]);
  await expect.poll(() => document.activeElement?.className).toContain("mic-control");
});
