/** At the door of a room: which microphone and loudspeaker, a sound to try, how one talks. */
import { announce } from "@react-aria/live-announcer";

import { deviceOptions, presentId } from "../../../state/deviceChoices";
import { useChooseDevice, useDevices } from "../../../state/devices";
import { TALK_WISHES, usePrefer, usePreferences } from "../../../state/preferences";
import { useVoiceEngine } from "../../../state/voiceEngine";
import { deviceText, talkWord } from "../../../text/devices";
import { Button } from "../../../ui/Button";
import { Choice } from "../../../ui/Choice";
import { MicIcon, SpeakerIcon } from "../../../ui/icons";
import { Segments } from "../../../ui/Segments";

export function DevicePick() {
  const { microphones, microphoneId, speakers, speakerId, canChooseSpeaker } = useDevices();
  const choose = useChooseDevice();
  const prefer = usePrefer();
  const { talkWith } = usePreferences();
  return (
    <div className="grid gap-4 sm:grid-cols-2 sm:gap-3">
      {/* Without names there is nothing to choose between. */}
      {microphones.length > 0 && (
        <Choice
          label={deviceText.microphone}
          icon={<MicIcon />}
          value={presentId(microphones, microphoneId)}
          options={deviceOptions(microphones, deviceText.systemDefault)}
          onChange={(id) => choose("microphone", id)}
        />
      )}
      {canChooseSpeaker && speakers.length > 0 && (
        <Choice
          label={deviceText.speaker}
          icon={<SpeakerIcon />}
          value={presentId(speakers, speakerId)}
          options={deviceOptions(speakers, deviceText.systemDefault)}
          onChange={(id) => choose("speaker", id)}
        />
      )}
      <Segments
        label={deviceText.talkWith}
        value={talkWith}
        options={TALK_WISHES.map((value) => ({ value, text: talkWord[value] }))}
        onChange={(wish) => prefer({ talkWith: wish })}
      />
      <TestSound />
    </div>
  );
}

function TestSound() {
  const engine = useVoiceEngine();
  return (
    <Button
      kind="plain"
      icon={<SpeakerIcon />}
      className="min-h-12 self-end sm:justify-self-end"
      onPress={() => {
        engine.chime("test");
        announce(deviceText.testing, "polite");
      }}
    >
      {deviceText.test}
    </Button>
  );
}
