/** The browser waits for a press before it plays: one large button over the stage. */
import { useEffect, useRef } from "react";
import { Button } from "react-aria-components/Button";

import { useVoiceEngine } from "../../state/voiceEngine";
import { roomText } from "../../text/room";
import { SpeakerIcon } from "../../ui/icons";

export function HearRoom() {
  const engine = useVoiceEngine();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Button
      ref={button}
      onPress={() => void engine.unblockPlayback()}
      className="absolute inset-x-3 top-2 z-10 flex min-h-16 items-center justify-center gap-3 rounded-tile bg-accent px-6 py-3 text-on-accent shadow-e2 hover:bg-accent-hover lg:inset-x-8 forced-colors:border"
    >
      <SpeakerIcon size="l" />
      <span className="text-start">
        <span className="block text-[1.0625rem]/5 font-[650]">{roomText.hear}</span>
        <span className="block text-small">{roomText.hearHint}</span>
      </span>
    </Button>
  );
}
