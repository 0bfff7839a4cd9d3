/** What stands round every page: header, account menu, pages that say something is wrong. */
import { textOf } from "./words";

export const frameText = textOf("first", "frameText");
