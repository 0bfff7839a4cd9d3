/** The words of registering, confirming an address and signing in. */
import { textOf } from "./words";

export const authText = textOf("more", "authText");
