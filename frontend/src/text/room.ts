/** The words of entering a room, being in it and being out of it again. */
import { textOf } from "./words";

export interface Outside {
  readonly title: string;
  readonly hint: string;
  /** The way back in, where there is one. */
  readonly again?: string;
}

export const kindSentence = textOf("call", "kindSentence");
export const enterText = textOf("call", "enterText");
export const roomText = textOf("call", "roomText");
export const statusWord = textOf("call", "statusWord");
export const microphoneText = textOf("call", "microphoneText");
export const endedText = textOf("call", "endedText");
export const outsideText = textOf("call", "outsideText");
export const announceText = textOf("call", "announceText");
