/** The controls of a room: the microphone first and largest, the way out last. */
import { useEffect, useRef, useState } from "react";
import { Toolbar } from "react-aria-components/Toolbar";

import { useShortcut } from "../../state/shortcuts";
import { useVoiceEngine } from "../../state/voiceEngine";
import { callingText } from "../../text/calling";
import { roomText } from "../../text/room";
import { BarButton } from "../../ui/BarButton";
import { HeadphonesIcon, HeadphonesOffIcon, LeaveIcon, LinkIcon, PeopleIcon } from "../../ui/icons";
import { MicControl } from "../../ui/MicControl";
import { Tip } from "../../ui/Tip";
import type { VoiceSnapshot } from "../../voice/types";
import { useCircle } from "./circle/context";
import { DeviceMenu } from "./devices/DeviceMenu";
import { useTalk } from "./keep/talk";
import { MoreMenu } from "./MoreMenu";
import { useMicWords } from "./useMicWords";

export interface ControlBarProps {
  voice: VoiceSnapshot;
  count: number;
  peopleOpen: boolean;
  onPeople: () => void;
  onLeave: () => void;
}

export function ControlBar({ voice, count, peopleOpen, onPeople, onLeave }: ControlBarProps) {
  const bring = useCircle()?.bring ?? null;
  const microphone = useRef<HTMLButtonElement>(null);
  const words = useMicWords(voice);
  const { press } = useTalk();
  // Whoever comes in begins at the one control that matters; to hear anything matters more.
  const [unheard] = useState(voice.playbackBlocked);
  useEffect(() => {
    if (!unheard) microphone.current?.focus({ preventScroll: true });
  }, [unheard]);
  useShortcut("invite", () => bring?.press(), bring !== null);
  return (
    <section aria-label={roomText.controls} className="call-bar">
      <Toolbar aria-label={roomText.controls} className="call-tools">
        <MicControl
          {...words}
          {...press}
          menu={<DeviceMenu look={words.look} />}
          buttonRef={microphone}
          keys="M Space Control+D"
        />
        <Deafen on={voice.deafened} />
        <BarButton
          icon={<PeopleIcon size="l" />}
          text={roomText.people}
          count={count}
          aria-label={roomText.peopleCount(count)}
          aria-expanded={peopleOpen}
          aria-keyshortcuts="P"
          onPress={onPeople}
        />
        {bring !== null && (
          <BarButton
            icon={<LinkIcon size="l" />}
            text={bring.text}
            aria-keyshortcuts="I"
            onPress={bring.press}
          />
        )}
        <MoreMenu />
        <BarButton icon={<LeaveIcon size="l" />} text={roomText.leave} danger onPress={onLeave} />
      </Toolbar>
    </section>
  );
}

function Deafen({ on }: { on: boolean }) {
  const { ears } = useVoiceEngine();
  return (
    <Tip text={on ? callingText.undeafenTip : callingText.deafenTip}>
      <BarButton
        icon={on ? <HeadphonesOffIcon size="l" /> : <HeadphonesIcon size="l" />}
        text={on ? callingText.undeafen : callingText.deafen}
        aria-keyshortcuts="D"
        onPress={() => ears.setDeafened(!on)}
      />
    </Tip>
  );
}
