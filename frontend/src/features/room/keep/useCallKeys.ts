/** The shortcuts of a call that work on every page: mute, deafen, leave, who speaks, how one stands. */
import { announce } from "@react-aria/live-announcer";

import { useShortcut } from "../../../state/shortcuts";
import { useVoiceEngine } from "../../../state/voiceEngine";
import { statusText, whoSpeaks } from "../../../text/calling";
import { announceText } from "../../../text/room";
import type { VoiceSnapshot } from "../../../voice/types";
import { micWords } from "../micLook";
import { nameOf } from "../roster";

export function useCallKeys(voice: VoiceSnapshot): void {
  const engine = useVoiceEngine();
  const muted = voice.you?.muted ?? true;
  useShortcut("mute_too", () => void engine.setMuted(!muted));
  useShortcut("deafen", () => engine.ears.setDeafened(!voice.deafened));
  useShortcut("leave", () => void engine.leave());
  useShortcut("who", () => announce(whoSpeaks(speaking(voice)), "polite"));
  useShortcut("status", () => announce(statusOf(voice), "polite"));
}

/** The names of whoever is heard now. */
export function speaking({ people }: VoiceSnapshot): string[] {
  return people.filter((one) => one.speaking).map(({ user }) => nameOf(user));
}

function statusOf(voice: VoiceSnapshot): string {
  const { truth } = micWords(voice, { holding: false, holds: false, unconfirmed: false });
  const connection = voice.phase === "reconnecting" ? announceText.lost : null;
  return statusText(truth, voice.people.length + 1, connection);
}
