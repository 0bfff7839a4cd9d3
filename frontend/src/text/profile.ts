/** The words of one’s own profile. */
import { textOf } from "./words";

export const profileText = textOf("more", "profileText");
