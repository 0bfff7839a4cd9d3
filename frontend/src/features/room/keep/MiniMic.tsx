/** The microphone in the small bar: the same as the large one, without its words beside it. */
import { Button } from "react-aria-components/Button";

import { ArcsIcon, MicAlertIcon, MicIcon, MicOffIcon } from "../../../ui/icons";
import { Tip } from "../../../ui/Tip";
import type { VoiceSnapshot } from "../../../voice/types";
import { useMicWords } from "../useMicWords";
import { useTalk } from "./talk";

const ICONS = { live: MicIcon, muted: MicOffIcon, opening: ArcsIcon, alert: MicAlertIcon } as const;

export function MiniMic({ voice }: { voice: VoiceSnapshot }) {
  const { press } = useTalk();
  const { look, action, truth, tip } = useMicWords(voice);
  const Icon = ICONS[look];
  const { holds, ...presses } = press;
  return (
    <Tip text={tip}>
      <Button
        {...presses}
        className="mini-mic"
        data-look={look}
        data-holds={holds ? "" : undefined}
        data-talk-button=""
        aria-label={`${action}, ${truth.toLowerCase()}`}
        aria-keyshortcuts="M"
      >
        <Icon size="l" />
      </Button>
    </Tip>
  );
}
