/** Round every page that may talk: the call, its keys and its signs go on wherever one looks. */
import { lazy, type ReactNode, Suspense, useEffect, useMemo } from "react";
import { useMatch } from "react-router";

import { paths } from "../../../paths";
import { usePreferences } from "../../../state/preferences";
import { isInCall, useVoiceState } from "../../../state/voice";
import { useVoiceEngine } from "../../../state/voiceEngine";
import type { VoiceSnapshot } from "../../../voice/types";
import type { RoomWords } from "../../../wire";
import { TalkContext, type TalkNow, useTalk } from "./talk";
import { useCallAnnouncements } from "./useCallAnnouncements";
import { useCallChimes } from "./useCallChimes";
import { useCallKeys } from "./useCallKeys";
import { useMediaSession } from "./useMediaSession";
import { useMutedHint } from "./useMutedHint";
import { useTalkKeys } from "./useTalkKeys";
import { useWakeLock } from "./useWakeLock";

const fetchMiniBar = () => import("./MiniBar");
const MiniBar = lazy(async () => ({ default: (await fetchMiniBar()).MiniBar }));

export function CallKeeper({ children }: { children: ReactNode }) {
  const engine = useVoiceEngine();
  const voice = useVoiceState((state) => state);
  const roomId = useMatch(paths.room(":roomId"))?.params.roomId;
  const onScreen = roomId !== undefined && roomId === voice.roomId;
  const talk = useTalkNow(voice, onScreen);
  const company = isInCall(voice) && voice.room !== null;

  // Beyond these pages nothing could show that one is heard.
  useEffect(() => () => void engine.leave(), [engine]);

  return (
    <TalkContext value={talk}>
      {children}
      {company && <Company voice={voice} room={voice.room} />}
      {!onScreen && hasBegun(voice) && (
        <Suspense>
          <MiniBar voice={voice} />
        </Suspense>
      )}
    </TalkContext>
  );
}

/** There was a call, and it may be over by now. */
function hasBegun({ room, phase }: VoiceSnapshot): boolean {
  return room !== null && phase !== "idle" && phase !== "joining";
}

function useTalkNow(voice: VoiceSnapshot, onScreen: boolean): TalkNow {
  const engine = useVoiceEngine();
  const { talkWith, singleKeys, mutedHint } = usePreferences();
  const { you } = voice;
  const keys = useTalkKeys({
    inCall: isInCall(voice),
    muted: you?.muted ?? true,
    setMuted: (wish) => void engine.setMuted(wish),
    holds: talkWith === "hold",
    wanted: !singleKeys ? "on_button" : onScreen ? "all" : "no_space",
  });
  const hint = useMutedHint(you?.speakingMuted === true, you?.peerId ?? "", mutedHint);
  const shown = hint.shown && you?.muted === true;
  const { dismiss } = hint;
  return useMemo(
    () => ({
      ...keys,
      mutedHint: { shown, dismiss },
      unmute: () => void engine.setMuted(false),
    }),
    [keys, shown, dismiss, engine],
  );
}

/** What accompanies a call, from coming in to leaving. */
function Company({ voice, room }: { voice: VoiceSnapshot; room: RoomWords }) {
  const { sounds, staysAwake } = usePreferences();
  const { holding } = useTalk();
  const { people, you } = voice;
  useCallAnnouncements(voice, room.topic);
  useCallKeys(voice);
  useCallChimes(voice, { on: sounds, holding });
  useWakeLock(staysAwake);
  // It is here by the time one leaves the room's page, also without a network.
  useEffect(() => void fetchMiniBar().catch(() => undefined), []);
  useMediaSession({ topic: room.topic, people: people.length + 1, muted: you?.muted ?? true });
  return null;
}
