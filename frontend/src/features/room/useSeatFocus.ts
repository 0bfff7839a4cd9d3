/** Arrow keys go from seat to seat; and who leaves while one looks at them does not take the focus. */
import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";

type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";
const DIRECTIONS: ReadonlySet<string> = new Set([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
]);

const isDirection = (key: string): key is Direction => DIRECTIONS.has(key);

/** For the list of seats. */
export function useSeatFocus() {
  const list = useRef<HTMLUListElement>(null);
  /** The seat that has the focus, by its place in the list; null when it is elsewhere. */
  const place = useRef<number | null>(null);

  // After each change of who is there: a button that had the focus may be gone, and with it the focus.
  useEffect(() => {
    if (place.current === null || document.activeElement !== document.body) return;
    const next = nearestButton(list.current, place.current);
    (next ?? document.querySelector<HTMLElement>("[data-talk-button]"))?.focus();
  });

  const onFocus = ({ target, currentTarget }: FocusEvent) => {
    place.current = [...currentTarget.children].findIndex((seat) => seat.contains(target));
  };
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    // Something else was chosen; a button that is taken away chooses nothing.
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) place.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isDirection(event.key) || !(event.target instanceof HTMLElement)) return;
    const next = neighbour(list.current, event.target, event.key);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  };
  return { ref: list, onFocus, onBlur, onKeyDown };
}

const buttonsIn = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>("button.seat") ?? []),
];

/** Of the seat at that place, else of the next one that has any, else of the last. */
function nearestButton(list: HTMLElement | null, place: number): HTMLElement | null {
  const seats = [...(list?.children ?? [])];
  const buttons = buttonsIn(list);
  const at = (button: HTMLElement) => seats.findIndex((seat) => seat.contains(button));
  return buttons.find((button) => at(button) >= place) ?? buttons.at(-1) ?? null;
}

/** The nearest one in that direction, as it is seen: rows and columns are the screen's business. */
function neighbour(
  list: HTMLElement | null,
  from: HTMLElement,
  key: Direction,
): HTMLElement | null {
  const here = from.getBoundingClientRect();
  let best: { button: HTMLElement; distance: number } | null = null;
  for (const button of buttonsIn(list)) {
    const distance = distanceTo(here, button.getBoundingClientRect(), key);
    if (distance !== null && (best === null || distance < best.distance))
      best = { button, distance };
  }
  return best?.button ?? null;
}

/** Null where it is not in that direction; what is off the straight way counts for more. */
function distanceTo(here: DOMRect, there: DOMRect, key: Direction): number | null {
  const across = there.left - here.left;
  const down = there.top - here.top;
  const level = key === "ArrowLeft" || key === "ArrowRight";
  const forward = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const ahead = (level ? across : down) * forward;
  const aside = Math.abs(level ? down : across);
  if (ahead < 8 || (level && aside > here.height / 2)) return null;
  return ahead + aside * 2;
}
