import "../../styles/main.css";
import { afterEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";

import { inRoom, other, room, studio } from "../../state/call.fixture";
import { useVoiceState } from "../../state/voice";
import { Call } from "./Call";
import { Entrance } from "./Entrance";

const nothing = () => undefined;

function Room() {
  return <Call voice={useVoiceState((state) => state)} onLeave={nothing} />;
}

function Door() {
  return (
    <Entrance
      room={{ ...room, count: 24, people: [1, 2, 3, 4].map((n) => other(n).user) }}
      microphone="denied"
      elsewhere={null}
      joining={false}
      onJoin={nothing}
      onListen={nothing}
    />
  );
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => other(n, n < 3 ? { muted: false, speaking: true } : {}));

afterEach(() => document.documentElement.style.removeProperty("font-size"));

/** The smallest phone, a laptop whose pages are zoomed to 200 %, a phone with letters twice as large. */
const SIZES = [
  [320, 568, "100%"],
  [640, 400, "100%"],
  [390, 844, "200%"],
] as const;

const WHOLE_IN_SIGHT = 0.99;

describe.each(SIZES)("at %i x %i with letters of %s", (width, height, letters) => {
  const open = async (element: React.ReactNode) => {
    await page.viewport(width, height);
    document.documentElement.style.fontSize = letters;
    const scene = studio({ "/": element });
    scene.show(inRoom(0, { people: many(19) }));
    return render(scene.page);
  };

  test("the room fits, and its microphone and its way out are in sight", async () => {
    const screen = await open(<Room />);
    const ratio = { ratio: WHOLE_IN_SIGHT };
    await expect.element(screen.getByRole("button", { name: /^Unmute/ })).toBeInViewport(ratio);
    await expect
      .element(screen.getByRole("button", { name: "Leave", exact: true }))
      .toBeInViewport(ratio);
    expect(document.documentElement.scrollWidth).toBe(width);
  });

  test("whoever has the focus is never hidden", async () => {
    await open(<Room />);
    await expect.poll(() => document.querySelectorAll("li button.seat").length).toBe(19);
    const hidden = [...document.querySelectorAll<HTMLElement>("button:not([disabled])")].filter(
      (button) => {
        button.focus();
        return !isSeen(button);
      },
    );
    expect(hidden.map((button) => button.textContent)).toEqual([]);
  });

  test("the door fits, and the way in is in sight", async () => {
    const screen = await open(<Door />);
    const join = screen.getByRole("button", { name: "Join", exact: true });
    await expect.element(join).toBeInViewport({ ratio: WHOLE_IN_SIGHT });
    expect(document.documentElement.scrollWidth).toBe(width);
  });
});

/** Some of it lies in the open: WCAG 2.2, 2.4.11 asks that it is not entirely hidden. */
function isSeen(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const spots = [0.15, 0.5, 0.85].map((part) => [left + width / 2, top + height * part] as const);
  return spots.some(([x, y]) => element.contains(document.elementFromPoint(x, y)));
}

const FRAME_MS = 1000 / 60;
const TIMES = 40;

test("sixty people cost half a frame at most each time three of them are heard", async () => {
  await page.viewport(1280, 800);
  const scene = studio({ "/": <Room /> });
  scene.show(inRoom(0, { people: many(59) }));
  await render(scene.page);
  await expect.poll(() => document.querySelectorAll("li button.seat").length).toBe(59);
  const costs: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    await frame();
    const from = performance.now();
    scene.engine.sound({ "peer-0": time / TIMES, "peer-1": 1 - time / TIMES, "peer-2": 0.5 });
    // Style and layout belong to it.
    document.querySelector(".seats")?.getBoundingClientRect();
    costs.push(performance.now() - from);
  }
  // The middle one: a machine that does something else now and then says nothing about the page.
  const middle = costs.toSorted((a, b) => a - b)[TIMES / 2];
  expect(middle).toBeLessThan(FRAME_MS / 2);
});

test("who gets louder draws nobody anew", async () => {
  const scene = studio({ "/": <Room /> });
  scene.show(inRoom(0, { people: many(9) }));
  await render(scene.page);
  await expect.poll(() => document.querySelectorAll("li button.seat").length).toBe(9);
  let drawn = 0;
  const watch = new MutationObserver((changes) => {
    drawn += changes.length;
  });
  watch.observe(document.body, { childList: true, characterData: true, subtree: true });
  const seat = document.querySelector<HTMLElement>('[data-level-of="peer-0"]');
  scene.engine.sound({ "peer-0": 0.2 });
  const before = seat?.style.getPropertyValue("--level");
  scene.engine.sound({ "peer-0": 0.9 });
  await expect.poll(() => seat?.style.getPropertyValue("--level")).not.toBe(before);
  watch.disconnect();
  expect(drawn).toBe(0);
});

function frame(): Promise<number> {
  return new Promise((drawn) => requestAnimationFrame(drawn));
}
