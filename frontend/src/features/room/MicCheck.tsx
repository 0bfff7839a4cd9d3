/** Trying the microphone before one joins: nothing opens until the person asks for it. */
import { type ReactNode, useCallback, useEffect, useState } from "react";

import { useUser } from "../../state/session";
import { useVoiceEngine } from "../../state/voiceEngine";
import { microphoneProblem } from "../../text/microphone";
import { enterText } from "../../text/room";
import { Button } from "../../ui/Button";
import { Face } from "../../ui/Face";
import { MicIcon } from "../../ui/icons";
import { LevelMeter } from "../../ui/LevelMeter";
import { MicAlert } from "../../ui/MicAlert";
import { useLasting } from "../../ui/useLasting";
import type { MicrophoneState } from "../../voice/types";
import { MicHelp } from "./MicHelp";
import { loudness } from "../../ui/loudness";

/** Above this somebody is heard; below it is a room, or a microphone that is switched off. */
const HEARD_ABOVE = 0.25;
const SILENT_MS = 5000;

export function MicCheck({ microphone }: { microphone: MicrophoneState }) {
  const engine = useVoiceEngine();
  const open = () => void engine.openMicrophone();
  if (microphone === "live" || microphone === "silent") return <Live />;
  const problem = microphoneProblem(microphone);
  if (problem !== undefined) {
    return (
      <MicAlert title={problem.title} hint={problem.hint} action={<MicHelp problem={problem} />} />
    );
  }
  const opening = microphone === "opening";
  return (
    <>
      <You
        title={opening ? enterText.opening : enterText.primer}
        hint={opening ? enterText.openingHint : enterText.primerHint}
      />
      <Button icon={<MicIcon />} busy={opening} busyText={enterText.waiting} onPress={open}>
        {enterText.allow}
      </Button>
    </>
  );
}

function Live() {
  const { heard, subscribe } = useMyLevel();
  const silent = useLasting(!heard, SILENT_MS);
  const title = heard ? enterText.heard : silent ? enterText.silent : enterText.say;
  return (
    <You title={title} hint={silent ? enterText.silentHint : enterText.hint}>
      <LevelMeter label={enterText.level} subscribe={subscribe} />
    </You>
  );
}

interface YouProps {
  title: string;
  hint: string;
  children?: ReactNode;
}

function You({ title, hint, children }: YouProps) {
  const user = useUser();
  return (
    <div className="flex items-center gap-4">
      <Face id={user._id} name={user.name} avatar={user.avatar} size="72px" />
      <div className="min-w-0 flex-1">
        <output className="block text-h3">{title}</output>
        <p className="text-small text-pretty text-muted">{hint}</p>
        {children !== undefined && <div className="mt-2">{children}</div>}
      </div>
    </div>
  );
}

/** One's own level, and whether it was ever loud enough for a voice. */
function useMyLevel() {
  const engine = useVoiceEngine();
  const [heard, setHeard] = useState(false);
  const subscribe = useCallback(
    (listener: (level: number) => void) =>
      engine.levels.subscribe((levels) => listener(loudness(levels.get("microphone") ?? 0))),
    [engine],
  );
  useEffect(() => subscribe((level) => level > HEARD_ABOVE && setHeard(true)), [subscribe]);
  return { heard, subscribe };
}
