/** What the microphone control says: the worst of what was wished, what works, who can hear. Pure. */
import { microphoneProblem, microphoneText } from "../../text/room";
import type { MicLook } from "../../ui/MicControl";
import type { VoiceSnapshot } from "../../voice/types";
import { isUnheard } from "./tileState";

export interface MicWords {
  readonly look: MicLook;
  readonly action: string;
  readonly truth: string;
  readonly tip: string;
}

export function micWords(voice: VoiceSnapshot, holding: boolean): MicWords {
  const unmute = { action: microphoneText.unmute, tip: microphoneText.keyUnmute };
  const mute = { action: microphoneText.mute, tip: microphoneText.keyMute };
  if (voice.microphone === "opening") {
    return { ...unmute, look: "opening", truth: microphoneText.opening };
  }
  const problem = microphoneProblem[voice.microphone];
  // One that is on and gives nothing is still on: the next press mutes it.
  const press = voice.microphone === "silent" ? mute : unmute;
  if (problem !== undefined) return { ...press, look: "alert", truth: problem.title };
  if (voice.you?.muted ?? true) {
    const listening = voice.microphone === "off";
    const truth = listening ? microphoneText.listening : microphoneText.isMuted;
    return { ...unmute, look: "muted", truth };
  }
  if (isUnheard(voice.people)) return { ...mute, look: "alert", truth: microphoneText.unheard };
  return { ...mute, look: "live", truth: holding ? microphoneText.holding : microphoneText.isOn };
}
