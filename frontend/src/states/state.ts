/** What one state of the gallery is: an address, what the server and the engine say, and some presses. */
import type { Answers } from "./server";
import type { Preferences } from "../state/preferences";
import type { DevicesNow } from "../voice/types";
import type { Picture } from "./voice";

export interface State {
  /** Its address behind the hash, and the name of its pictures. */
  readonly id: string;
  readonly path: string;
  /** Who asks: a member unless it is said otherwise. */
  readonly as?: "member" | "guest" | "pending" | "newcomer";
  readonly answers?: Answers;
  readonly outside?: Picture;
  readonly joined?: Picture;
  readonly devices?: Partial<DevicesNow>;
  readonly prefers?: Partial<Preferences>;
  /** What stops the pages from coming at all. */
  readonly broken?: Error;
  readonly offline?: true;
  /** What somebody does there before one looks. */
  readonly act?: () => Promise<void>;
}

const PATIENCE_MS = 5000;

/** Waits until something is there; the gallery says which state never came. */
async function found<E extends Element>(
  find: () => E | null | undefined,
  what: string,
): Promise<E> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const element = find();
    if (element) return element;
    if (Date.now() > until) throw new Error(`There is no ${what}.`);
    await new Promise((resume) => {
      setTimeout(resume, 20);
    });
  }
}

const named = (name: string) => () =>
  [...document.querySelectorAll<HTMLElement>("button, a, [role=button], [role=menuitem]")].find(
    (one) =>
      (one.getAttribute("aria-label") ?? one.textContent).startsWith(name) && one.checkVisibility(),
  );

export async function press(name: string): Promise<void> {
  const button = await found(named(name), `button “${name}”`);
  // React has to have taken hold of the page.
  await new Promise((resume) => {
    setTimeout(resume, 60);
  });
  clickLikeAMouse(button);
}

/** The whole of a click: without its beginning it is a keyboard's or a screen reader's. */
function clickLikeAMouse(button: HTMLElement): void {
  const { left, top, width, height } = button.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, detail: 1 };
  const pointer = { ...at, pointerType: "mouse", pressure: 0.5, width: 1, height: 1 };
  const common = { bubbles: true, cancelable: true };
  button.dispatchEvent(new PointerEvent("pointerdown", { ...common, ...pointer }));
  button.dispatchEvent(new MouseEvent("mousedown", { ...common, ...at }));
  button.focus();
  button.dispatchEvent(new PointerEvent("pointerup", { ...common, ...pointer }));
  button.dispatchEvent(new MouseEvent("mouseup", { ...common, ...at }));
  button.dispatchEvent(new MouseEvent("click", { ...common, ...at }));
}

/** Types into a field of React's: by the setter that it watches. */
export async function type(selector: string, text: string): Promise<void> {
  const field = await found(() => document.querySelector<HTMLInputElement>(selector), selector);
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export async function see(words: string): Promise<void> {
  await found(() => (document.body.innerText.includes(words) ? document.body : null), `“${words}”`);
}

/** A page has come when its heading is there. */
export async function heading(): Promise<void> {
  await found(() => document.querySelector("h1"), "heading");
}
