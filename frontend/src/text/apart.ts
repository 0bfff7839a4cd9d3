/** The words for people who cannot hear each other. */
import { textOf } from "./words";

export const apartText = textOf("call", "apartText");
