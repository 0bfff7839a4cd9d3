/** What one can do about a microphone that does not work. */
import { useVoiceEngine } from "../../state/voiceEngine";
import { forAdminText, type Problem } from "../../text/microphone";
import { ProblemAction } from "../../ui/ProblemAction";

export function MicHelp({ problem: { retry, forAdmin } }: { problem: Problem }) {
  const engine = useVoiceEngine();
  return (
    <ProblemAction
      retryText={retry}
      onRetry={() => void engine.openMicrophone()}
      handOn={forAdmin}
      copyText={forAdminText.copy}
      copiedText={forAdminText.copied}
      copiedAloud={forAdminText.aloud}
    />
  );
}
