/** What accompanies a call, from coming in to leaving. */
import { usePreferences } from "../../../state/preferences";
import type { VoiceSnapshot } from "../../../voice/types";
import type { RoomWords } from "../../../wire";
import { useTalk } from "./talk";
import { useCallAnnouncements } from "./useCallAnnouncements";
import { useCallChimes } from "./useCallChimes";
import { useCallKeys } from "./useCallKeys";
import { useMediaSession } from "./useMediaSession";
import { useWakeLock } from "./useWakeLock";

export interface CompanyProps {
  voice: VoiceSnapshot;
  room: RoomWords;
}

export function Company({ voice, room }: CompanyProps) {
  const { sounds, staysAwake } = usePreferences();
  const { holding } = useTalk();
  const { people, you } = voice;
  useCallAnnouncements(voice, room.topic);
  useCallKeys(voice);
  useCallChimes(voice, { on: sounds, holding });
  useWakeLock(staysAwake);
  useMediaSession({ topic: room.topic, people: people.length + 1, muted: you?.muted ?? true });
  return null;
}
