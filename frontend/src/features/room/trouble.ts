/** The one banner a room shows: the worst of what is wrong now. Pure. */
import { microphoneProblem, type Problem } from "../../text/microphone";
import { roomText } from "../../text/room";
import type { VoiceSnapshot } from "../../voice/types";
import { isUnheard } from "./tileState";

export type Trouble =
  | {
      readonly kind: "unheard" | "offline" | "restarting" | "reconnecting";
      readonly words: Problem;
    }
  | { readonly kind: "microphone"; readonly words: Problem };

export function troubleOf(voice: VoiceSnapshot, online: boolean): Trouble | null {
  if (isUnheard(voice.people)) return { kind: "unheard", words: roomText.unheard };
  if (voice.phase === "reconnecting") {
    if (!online) return { kind: "offline", words: roomText.offline };
    return voice.serverRestarts
      ? { kind: "restarting", words: roomText.restarting }
      : { kind: "reconnecting", words: roomText.reconnecting };
  }
  const problem = microphoneProblem(voice.microphone);
  return problem === undefined ? null : { kind: "microphone", words: problem };
}
