/** The words for keyboard shortcuts. */
import { textOf } from "./words";

export const keysText = textOf("more", "keysText");
export const groupText = textOf("more", "groupText");
export const shortcutText = textOf("more", "shortcutText");
const keyWord = textOf("more", "keyWord");

/** A key as it is written on the keyboard. */
export function keyText(key: string, mac: boolean): string {
  if (key === "ctrl") return mac ? "⌘" : keyWord.ctrl;
  if (key === "shift") return mac ? "⇧" : keyWord.shift;
  return key === " " ? keyWord.space : key.toUpperCase();
}
