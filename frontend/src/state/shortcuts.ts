/** The keyboard shortcuts: one table for what listens and for the page that lists them. */
import { useEffect, useEffectEvent } from "react";

/** By where one looks for them. */
export const SHORTCUT_GROUPS = ["talk", "room", "anywhere"] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

export interface Shortcut {
  readonly id: string;
  readonly group: ShortcutGroup;
  /** As `KeyboardEvent.key` names it, letters small. */
  readonly key: string;
  /** Ctrl, or Command on a Mac. */
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  /** Held, rather than pressed. */
  readonly held?: boolean;
}

export const SHORTCUTS = [
  { id: "mute", group: "talk", key: "m" },
  { id: "talk", group: "talk", key: " ", held: true },
  { id: "mute_too", group: "talk", key: "d", ctrl: true },
  { id: "deafen", group: "talk", key: "d" },
  { id: "people", group: "room", key: "p" },
  { id: "invite", group: "room", key: "i" },
  { id: "who", group: "room", key: "w" },
  { id: "status", group: "room", key: "q" },
  { id: "leave", group: "room", key: "l", ctrl: true, shift: true },
  { id: "settings", group: "anywhere", key: "," },
  { id: "regions", group: "anywhere", key: "f6" },
  { id: "help", group: "anywhere", key: "?" },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof SHORTCUTS)[number]["id"];

/** These are heard by whoever holds the microphone. */
const HEARD_ELSEWHERE: ReadonlySet<ShortcutId> = new Set(["mute", "talk"]);

/** A single character, and nothing held down with it: what one may say by accident. */
export function isSingle({ key, ctrl }: Shortcut): boolean {
  return ctrl !== true && key.length === 1;
}

export interface KeyFacts {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** It repeats by itself, or belongs to a character that is being composed. */
  readonly repeat: boolean;
  /** In a text, or in a list that one searches by typing. */
  readonly typing: boolean;
  readonly dialogOpen: boolean;
}

/** What a key asks for. Pure. */
export function shortcutOf(facts: KeyFacts, singleKeys: boolean): ShortcutId | null {
  if (facts.repeat || facts.alt) return null;
  const found = SHORTCUTS.find((one) => matches(one, facts) && !HEARD_ELSEWHERE.has(one.id));
  if (found === undefined) return null;
  if (isSingle(found) && (!singleKeys || facts.typing || facts.dialogOpen)) return null;
  return found.id;
}

function matches(shortcut: Shortcut, { key, ctrl, shift }: KeyFacts): boolean {
  if (shortcut.key !== key.toLowerCase() || (shortcut.ctrl ?? false) !== ctrl) return false;
  // Which signs need Shift is the keyboard's business; backwards is still the same shortcut.
  return /[a-z]$/u.test(shortcut.key) ? (shortcut.shift ?? false) === shift : true;
}

const TYPING =
  "input:not([type=radio],[type=checkbox],[type=range]), textarea, select, [contenteditable], [role=menu], [role=listbox]";

function keyFacts(event: KeyboardEvent): KeyFacts {
  const { target } = event;
  return {
    key: event.key,
    ctrl: event.ctrlKey || event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
    repeat: event.repeat || event.isComposing,
    typing: target instanceof Element && target.closest(TYPING) !== null,
    dialogOpen: document.querySelector("[role=dialog], [role=alertdialog]") !== null,
  };
}

/** `backwards`: Shift was held. */
type Handler = (backwards: boolean) => void;

/** The last one that asked for a shortcut has it. */
const handlers = new Map<ShortcutId, Handler[]>();

/** Do it when the keys are pressed, as long as this is on the page. */
export function useShortcut(id: ShortcutId, run: Handler, active = true): void {
  const runNow = useEffectEvent(run);
  useEffect(() => {
    if (!active) return;
    const handler: Handler = (backwards) => runNow(backwards);
    handlers.set(id, [...(handlers.get(id) ?? []), handler]);
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((one) => one !== handler),
      );
    };
  }, [id, active]);
}

/** The same by a button; false when nobody here does that. */
export function askForShortcut(id: ShortcutId): boolean {
  const handler = handlers.get(id)?.at(-1);
  handler?.(false);
  return handler !== undefined;
}

/** Once, round everything. */
export function useShortcutKeys(singleKeys: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const id = event.defaultPrevented ? null : shortcutOf(keyFacts(event), singleKeys);
      const handler = id === null ? undefined : handlers.get(id)?.at(-1);
      if (handler === undefined) return;
      event.preventDefault();
      handler(event.shiftKey);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [singleKeys]);
}
