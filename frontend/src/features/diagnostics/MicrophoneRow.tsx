/** The microphone, tried alone: it opens at a press, and nothing of it is sent. */
import { useCallback, useEffect, useState } from "react";

import { type Finding, microphoneCheckText as t } from "../../text/diagnostics";
import { microphoneProblem } from "../../text/microphone";
import { Button } from "../../ui/Button";
import { MicIcon } from "../../ui/icons";
import { LevelMeter } from "../../ui/LevelMeter";
import { loudness } from "../../ui/loudness";
import { useLasting } from "../../ui/useLasting";
import { type MicrophoneTrial, tryMicrophone } from "../../voice";
import { CheckRow } from "./CheckRow";

const HEARD_ABOVE = 0.25;
const SILENT_MS = 5_000;
const EVERY_MS = 100;

type Stage = "idle" | "opening" | MicrophoneTrial;

export function MicrophoneRow() {
  const [stage, setStage] = useState<Stage>("idle");
  const trial = typeof stage === "string" ? null : stage;
  useEffect(() => () => trial?.close(), [trial]);
  const start = async () => {
    setStage("opening");
    setStage(await tryMicrophone());
  };
  if (trial?.state === "live") return <Live trial={trial} onStop={() => setStage("idle")} />;
  const problem = trial === null ? undefined : problemOf(trial);
  return (
    <CheckRow name="microphone" finding={problem ?? t.idle}>
      <Button
        icon={<MicIcon />}
        busy={stage === "opening"}
        busyText={t.opening}
        onPress={() => void start()}
      >
        {t.start}
      </Button>
    </CheckRow>
  );
}

function problemOf({ state }: MicrophoneTrial): Finding | undefined {
  const problem = microphoneProblem(state);
  return problem && { state: "bad", says: `${problem.title}.`, remedy: problem.hint };
}

function Live({ trial, onStop }: { trial: MicrophoneTrial; onStop: () => void }) {
  const [heard, setHeard] = useState(false);
  const silent = useLasting(!heard, SILENT_MS);
  const subscribe = useCallback(
    (listener: (level: number) => void) => {
      const timer = setInterval(() => listener(loudness(trial.level())), EVERY_MS);
      return () => clearInterval(timer);
    },
    [trial],
  );
  useEffect(() => subscribe((level) => level > HEARD_ABOVE && setHeard(true)), [subscribe]);
  return (
    <CheckRow name="microphone" finding={heard ? t.heard : silent ? t.silent : t.listening}>
      <div className="flex flex-wrap items-center gap-4">
        <div className="min-w-40 flex-1">
          <LevelMeter label={t.level} subscribe={subscribe} />
        </div>
        <Button onPress={onStop}>{t.stop}</Button>
      </div>
    </CheckRow>
  );
}
