/** What the microphone's buttons say now, with what only time tells: a server that does not follow. */
import { usePreferences } from "../../state/preferences";
import { useLasting } from "../../ui/useLasting";
import type { VoiceSnapshot } from "../../voice/types";
import { useTalk } from "./keep/talk";
import { micWords, type MicWords } from "./micLook";

/** An answer of the server takes a moment; one that does not come is said. */
const FOLLOWS_MS = 2000;

export function useMicWords(voice: VoiceSnapshot): MicWords {
  const { holding } = useTalk();
  const { talkWith } = usePreferences();
  const { you } = voice;
  const behind = you !== null && !you.muted && you.shownMuted;
  const unconfirmed = useLasting(behind, FOLLOWS_MS);
  return micWords(voice, { holding, holds: talkWith === "hold", unconfirmed });
}
