/** The browser waits for a press before it plays: one wide button above the stage. */
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
    <section aria-label={roomText.hear}>
      <Button
        ref={button}
        onPress={() => void engine.unblockPlayback()}
        className="flex min-h-16 w-full items-center justify-center gap-4 rounded-tile bg-accent px-6 py-3 text-on-accent shadow-[inset_0_0_0_1px_var(--accent-edge)] hover:bg-accent-hover forced-colors:border"
      >
        <SpeakerIcon size="l" />
        <span className="text-start">
          <span className="block text-[1.0625rem]/5 font-[650]">{roomText.hear}</span>
          <span className="block text-small">{roomText.hearHint}</span>
        </span>
      </Button>
    </section>
  );
}
