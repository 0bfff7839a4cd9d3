/** The words of the settings. */
import { textOf } from "./words";

export const settingsText = textOf("more", "settingsText");
