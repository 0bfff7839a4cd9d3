/** The meter of one's own microphone: in a call it moves anyway, elsewhere when it is asked for. */
import { useCallback, useEffect } from "react";

import { isInCall, useVoiceState } from "../../state/voice";
import { useVoiceEngine } from "../../state/voiceEngine";
import { microphoneProblem } from "../../text/microphone";
import { enterText } from "../../text/room";
import { settingsText as t } from "../../text/settings";
import { Button } from "../../ui/Button";
import { MicIcon } from "../../ui/icons";
import { LevelMeter } from "../../ui/LevelMeter";
import { loudness } from "../../ui/loudness";
import { MicAlert } from "../../ui/MicAlert";

export function TryMicrophone() {
  const engine = useVoiceEngine();
  const microphone = useVoiceState((state) => state.microphone);
  const inCall = useVoiceState(isInCall);
  const open = () => void engine.openMicrophone();
  // What was opened to be tried is closed with the page.
  useEffect(
    () => () => {
      if (!isInCall(engine.getSnapshot())) engine.closeMicrophone();
    },
    [engine],
  );
  if (microphone === "live" || microphone === "silent") {
    return (
      <div className="grid gap-2">
        <p className="text-small text-muted">{t.say}</p>
        <Meter />
        {!inCall && (
          <Button className="justify-self-start" onPress={() => engine.closeMicrophone()}>
            {t.stop}
          </Button>
        )}
      </div>
    );
  }
  const problem = microphoneProblem(microphone);
  if (problem !== undefined) {
    return (
      <MicAlert
        title={problem.title}
        hint={problem.hint}
        action={problem.retry && <Button onPress={open}>{problem.retry}</Button>}
      />
    );
  }
  return (
    <Button
      icon={<MicIcon />}
      className="justify-self-start whitespace-normal!"
      busy={microphone === "opening"}
      busyText={enterText.waiting}
      onPress={open}
    >
      {t.check}
    </Button>
  );
}

function Meter() {
  const engine = useVoiceEngine();
  const subscribe = useCallback(
    (listener: (level: number) => void) =>
      engine.levels.subscribe((levels) => listener(loudness(levels.get("microphone") ?? 0))),
    [engine],
  );
  return <LevelMeter label={t.level} subscribe={subscribe} />;
}
