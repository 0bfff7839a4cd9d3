/** The words of the page that looks for what is wrong with calls: verdicts, and who can do what. */
import { textOf } from "./words";

export type { Finding, RelayKind } from "./finding";

export const diagnosticsText = textOf("more", "diagnosticsText");
export const pageText = textOf("more", "pageText");
export const serverText = textOf("more", "serverText");
export const socketText = textOf("more", "socketText");
export const stunText = textOf("more", "stunText");
export const relayText = textOf("more", "relayText");
export const unaskedText = textOf("more", "unaskedText");
export const microphoneCheckText = textOf("more", "microphoneCheckText");
export const speakerCheckText = textOf("more", "speakerCheckText");

export type CheckName = keyof typeof diagnosticsText.names;
