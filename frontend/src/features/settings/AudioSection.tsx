/** What one speaks into and hears from, tried and chosen. */
import { useCallback } from "react";

import { deviceOptions, presentId } from "../../state/deviceChoices";
import { useChooseDevice, useDevices, useProcess } from "../../state/devices";
import { TALK_WISHES, usePrefer, usePreferences } from "../../state/preferences";
import { useVoiceEngine } from "../../state/voiceEngine";
import { deviceText, talkWord } from "../../text/devices";
import { settingsText as t } from "../../text/settings";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { MicIcon, SpeakerIcon } from "../../ui/icons";
import { Segments } from "../../ui/Segments";
import { SwitchRow } from "../../ui/SwitchRow";
import { Section } from "./Section";
import { TryMicrophone } from "./TryMicrophone";

export function AudioSection() {
  const engine = useVoiceEngine();
  const now = useDevices();
  const choose = useChooseDevice();
  const { talkWith } = usePreferences();
  const prefer = usePrefer();
  const ring = useCallback(() => engine.chime("test"), [engine]);
  return (
    <Section title={t.audio}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Choice
          label={deviceText.microphone}
          icon={<MicIcon />}
          value={presentId(now.microphones, now.microphoneId)}
          options={deviceOptions(now.microphones, deviceText.systemDefault)}
          onChange={(id) => choose("microphone", id)}
        />
        <TryMicrophone />
        {now.canChooseSpeaker ? (
          <Choice
            label={deviceText.speaker}
            icon={<SpeakerIcon />}
            value={presentId(now.speakers, now.speakerId)}
            options={deviceOptions(now.speakers, deviceText.systemDefault)}
            onChange={(id) => choose("speaker", id)}
          />
        ) : (
          <p className="text-small text-muted">{deviceText.elsewhere}</p>
        )}
        <Button
          icon={<SpeakerIcon />}
          className="justify-self-start whitespace-normal!"
          onPress={ring}
        >
          {deviceText.test}
        </Button>
        <Segments
          label={deviceText.talkWith}
          value={talkWith}
          options={TALK_WISHES.map((value) => ({ value, text: talkWord[value] }))}
          onChange={(wish) => prefer({ talkWith: wish })}
        />
        <Processing />
      </div>
    </Section>
  );
}

function Processing() {
  const { processing } = useDevices();
  const process = useProcess();
  return (
    <div>
      <SwitchRow
        label={t.noise}
        hint={t.noiseHint}
        on={processing.noiseSuppression}
        onChange={(on) => process({ ...processing, noiseSuppression: on })}
      />
      <SwitchRow
        label={t.echo}
        hint={t.echoHint}
        on={processing.echoCancellation}
        onChange={(on) => process({ ...processing, echoCancellation: on })}
      />
      <SwitchRow
        label={t.gain}
        hint={t.gainHint}
        on={processing.autoGainControl}
        onChange={(on) => process({ ...processing, autoGainControl: on })}
      />
    </div>
  );
}
