/** The call on the lock screen and on the keys of a headset: its name, the microphone, hanging up. */
import { useEffect } from "react";

import { useVoiceEngine } from "../../../state/voiceEngine";
import { roomText } from "../../../text/room";

export interface MediaCall {
  readonly topic: string;
  readonly people: number;
  readonly muted: boolean;
}

export function useMediaSession({ topic, people, muted }: MediaCall): void {
  const engine = useVoiceEngine();
  const session = "mediaSession" in navigator ? navigator.mediaSession : null;

  useEffect(() => {
    if (session === null) return;
    session.metadata = new MediaMetadata({ title: topic, artist: roomText.here(people) });
    session.playbackState = "playing";
  }, [session, topic, people]);

  useEffect(() => {
    // Firefox has none of it, older browsers a part.
    void session?.setMicrophoneActive?.(!muted)?.catch(() => undefined);
    return handle(session, "togglemicrophone", () => void engine.setMuted(!muted));
  }, [session, engine, muted]);

  useEffect(() => handle(session, "hangup", () => void engine.leave()), [session, engine]);

  useEffect(
    () => () => {
      if (session === null) return;
      session.metadata = null;
      session.playbackState = "none";
    },
    [session],
  );
}

function handle(
  session: MediaSession | null,
  // Newer than the types of the standard library.
  action: "togglemicrophone" | "hangup",
  run: () => void,
): () => void {
  const set = (handler: (() => void) | null) => {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      session?.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // Not known to this browser.
    }
  };
  set(run);
  return () => set(null);
}
