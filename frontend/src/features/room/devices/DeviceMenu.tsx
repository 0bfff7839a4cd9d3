/** The menu at the microphone: which one, which loudspeaker, how one talks, a sound to try. */
import { Button } from "react-aria-components/Button";
import { Menu, MenuTrigger } from "react-aria-components/Menu";

import { deviceOptions, presentId } from "../../../state/deviceChoices";
import { useChooseDevice, useDevices } from "../../../state/devices";
import { TALK_WISHES, usePrefer, usePreferences } from "../../../state/preferences";
import { askForShortcut } from "../../../state/shortcuts";
import { useVoiceEngine } from "../../../state/voiceEngine";
import { deviceText, talkWord } from "../../../text/devices";
import { DownIcon, SlidersIcon, SpeakerIcon } from "../../../ui/icons";
import { MenuChoice, MenuLine, MenuRule, MenuSheet } from "../../../ui/MenuParts";
import type { MicLook } from "../../../ui/MicControl";

export function DeviceMenu({ look }: { look: MicLook }) {
  return (
    <MenuTrigger>
      <Button className="mic-caret" data-look={look} aria-label={deviceText.menu}>
        <DownIcon />
      </Button>
      <MenuSheet placement="top end" className="max-h-[calc(100dvh-8rem)] w-80 max-w-[92vw]">
        <Lines />
      </MenuSheet>
    </MenuTrigger>
  );
}

/** Asks what is plugged in when it opens. */
function Lines() {
  const engine = useVoiceEngine();
  const now = useDevices();
  const choose = useChooseDevice();
  const prefer = usePrefer();
  const { talkWith } = usePreferences();
  return (
    <Menu className="outline-none" aria-label={deviceText.menu}>
      <MenuChoice
        label={deviceText.microphone}
        value={presentId(now.microphones, now.microphoneId)}
        options={deviceOptions(now.microphones, deviceText.systemDefault)}
        onChange={(id) => choose("microphone", id)}
      />
      {now.canChooseSpeaker && (
        <MenuChoice
          label={deviceText.speaker}
          value={presentId(now.speakers, now.speakerId)}
          options={deviceOptions(now.speakers, deviceText.systemDefault)}
          onChange={(id) => choose("speaker", id)}
        />
      )}
      <MenuChoice
        label={deviceText.talkWith}
        value={talkWith}
        options={TALK_WISHES.map((value) => ({ value, text: talkWord[value] }))}
        onChange={(wish) => prefer({ talkWith: wish })}
      />
      <MenuRule />
      <MenuLine
        icon={<SpeakerIcon />}
        shouldCloseOnSelect={false}
        onAction={() => engine.chime("test")}
      >
        {deviceText.test}
      </MenuLine>
      <MenuLine icon={<SlidersIcon />} onAction={() => void askForShortcut("settings")}>
        {deviceText.settings}
      </MenuLine>
    </Menu>
  );
}
