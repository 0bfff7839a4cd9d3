/** The one banner a room shows: the worst of what is wrong now. Pure. */
import { apartText } from "../../text/apart";
import { microphoneProblem, type Problem } from "../../text/microphone";
import { roomText } from "../../text/room";
import type { VoiceSnapshot } from "../../voice/types";
import { nameOf } from "./roster";
import { isUnheard } from "./tileState";

export type Trouble =
  | {
      readonly kind: "unheard" | "offline" | "restarting" | "reconnecting";
      readonly words: Problem;
    }
  | { readonly kind: "microphone" | "apart"; readonly words: Problem };

export function troubleOf(voice: VoiceSnapshot, online: boolean): Trouble | null {
  const apart = apartWords(voice);
  if (apart !== null) return { kind: "apart", words: apart };
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

/** Who cannot hear whom, and why; null when everybody can, or while the server is not there. */
export function apartWords({ people, phase }: VoiceSnapshot): Problem | null {
  const apart = people.filter((person) => person.apart !== null);
  const reason = apart[0]?.apart;
  if (!reason || phase !== "joined") return null;
  const title = apartText.title(apart.map(({ user }) => nameOf(user)));
  return { title, hint: apartText.hint(reason) };
}
