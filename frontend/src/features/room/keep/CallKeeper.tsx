/** Round every page that may talk: the call, its keys and its signs go on wherever one looks. */
import { type ReactNode, Suspense, useEffect, useMemo } from "react";
import { useMatch } from "react-router";

import { paths } from "../../../paths";
import { usePreferences } from "../../../state/preferences";
import { isInCall, useVoiceState } from "../../../state/voice";
import { useVoiceEngine } from "../../../state/voiceEngine";
import { withWords } from "../../../text/words";
import { later } from "../../../ui/later";
import type { VoiceSnapshot } from "../../../voice/types";
import { TalkContext, type TalkNow } from "./talk";
import { useMutedHint } from "./useMutedHint";
import { useTalkKeys } from "./useTalkKeys";

const { Part: Company, fetch: fetchCompany } = later(
  async () => (await withWords(import("./Company"), "call")).Company,
);
const { Part: MiniBar, fetch: fetchMiniBar } = later(
  async () => (await withWords(import("./MiniBar"), "call")).MiniBar,
);

export function CallKeeper({ children }: { children: ReactNode }) {
  const engine = useVoiceEngine();
  const voice = useVoiceState((state) => state);
  const roomId = useMatch(paths.room(":roomId"))?.params.roomId;
  const onScreen = roomId !== undefined && roomId === voice.roomId;
  const talk = useTalkNow(voice, onScreen);
  const company = isInCall(voice) && voice.room !== null;

  // Here by the time one is inside, and by the time one leaves the room's page: also without a
  // network.
  const coming = voice.phase !== "idle";
  useEffect(() => {
    if (coming) void Promise.allSettled([fetchCompany(), fetchMiniBar()]);
  }, [coming]);

  // Beyond these pages nothing could show that one is heard.
  useEffect(() => () => void engine.leave(), [engine]);

  return (
    <TalkContext value={talk}>
      {children}
      {company && (
        <Suspense>
          <Company voice={voice} room={voice.room} />
        </Suspense>
      )}
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
