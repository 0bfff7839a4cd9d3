/** What the microphone control says: the worst of what was wished, what works, who can hear. Pure. */
import { callingText } from "../../text/calling";
import { microphoneProblem } from "../../text/microphone";
import { microphoneText } from "../../text/room";
import type { MicLook } from "../../ui/MicControl";
import type { VoiceSnapshot } from "../../voice/types";
import { isUnheard } from "./tileState";

export interface MicWords {
  readonly look: MicLook;
  readonly action: string;
  readonly truth: string;
  readonly tip: string;
}

export interface MicFacts {
  /** A key or the button is held to talk. */
  readonly holding: boolean;
  /** That is how this person talks. */
  readonly holds: boolean;
  /** The microphone is on, and the server goes on showing that it is not. */
  readonly unconfirmed: boolean;
}

/** What the next press does. */
const press = {
  mute: () => ({ action: microphoneText.mute, tip: microphoneText.keyMute }),
  unmute: () => ({ action: microphoneText.unmute, tip: microphoneText.keyUnmute }),
  hold: () => ({ action: callingText.hold, tip: callingText.holdTip }),
};

export function micWords(voice: VoiceSnapshot, facts: MicFacts): MicWords {
  const open = facts.holds ? press.hold() : press.unmute();
  const muted = voice.you?.muted ?? true;
  if (voice.microphone === "opening") {
    return { ...open, look: "opening", truth: microphoneText.opening };
  }
  const problem = microphoneProblem(voice.microphone);
  if (problem !== undefined) {
    // One that is on and gives nothing is still on: the next press mutes it.
    return { ...(muted ? press.unmute() : press.mute()), look: "alert", truth: problem.title };
  }
  if (muted) return { ...open, look: "muted", truth: mutedTruth(voice, facts.holds) };
  const unheard = isUnheard(voice.people) ? microphoneText.unheard : callingText.unconfirmed;
  if (facts.unconfirmed || unheard === microphoneText.unheard) {
    return { ...press.mute(), look: "alert", truth: unheard };
  }
  const { holding, isOn } = microphoneText;
  return { ...press.mute(), look: "live", truth: facts.holding ? holding : isOn };
}

function mutedTruth(voice: VoiceSnapshot, holds: boolean): string {
  if (voice.microphone === "off") return microphoneText.listening;
  return holds ? callingText.holdTruth : microphoneText.isMuted;
}
