/** In a room, whatever the line to the server does. */
import type { VoiceSnapshot } from "../../../voice/types";

export function isInCall({ phase }: VoiceSnapshot): boolean {
  return phase === "joined" || phase === "reconnecting";
}
