/** The controls of a room: the microphone first and largest, the way out last. */
import { useEffect, useRef } from "react";
import { Toolbar } from "react-aria-components/Toolbar";

import { roomText } from "../../text/room";
import { BarButton } from "../../ui/BarButton";
import { LeaveIcon, LinkIcon, PeopleIcon } from "../../ui/icons";
import { MicControl } from "../../ui/MicControl";
import type { VoiceSnapshot } from "../../voice/types";
import { useCircle } from "./circle/context";
import { DeviceMenu } from "./devices/DeviceMenu";
import { micWords } from "./micLook";

export interface ControlBarProps {
  voice: VoiceSnapshot;
  /** Space is held to talk. */
  holding: boolean;
  muted: boolean;
  setMuted: (muted: boolean) => void;
  count: number;
  peopleOpen: boolean;
  onPeople: () => void;
  onLeave: () => void;
}

export function ControlBar(props: ControlBarProps) {
  const { voice, holding, muted, setMuted, count, peopleOpen, onPeople, onLeave } = props;
  const bring = useCircle()?.bring ?? null;
  const microphone = useRef<HTMLButtonElement>(null);
  const words = micWords(voice, holding);
  // Whoever comes in begins at the one control that matters.
  useEffect(() => microphone.current?.focus({ preventScroll: true }), []);
  return (
    <section aria-label={roomText.controls} className="call-bar">
      <Toolbar aria-label={roomText.controls} className="call-tools">
        <MicControl
          {...words}
          menu={<DeviceMenu look={words.look} />}
          buttonRef={microphone}
          keys="M Space"
          onPress={() => setMuted(!muted)}
        />
        <BarButton
          icon={<PeopleIcon size="l" />}
          text={roomText.people}
          count={count}
          aria-label={roomText.peopleCount(count)}
          aria-expanded={peopleOpen}
          onPress={onPeople}
        />
        {bring !== null && (
          <BarButton icon={<LinkIcon size="l" />} text={bring.text} onPress={bring.press} />
        )}
        <BarButton icon={<LeaveIcon size="l" />} text={roomText.leave} danger onPress={onLeave} />
      </Toolbar>
    </section>
  );
}
