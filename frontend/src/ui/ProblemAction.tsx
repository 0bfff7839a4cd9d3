/** The one button of a problem: try again, or hand on what somebody else has to know. */
import { announce } from "@react-aria/live-announcer";

import { Button } from "./Button";
import { useCopy } from "./useCopy";

export interface ProblemActionProps {
  retryText: string | undefined;
  onRetry: () => void;
  /** To be copied, where trying again is of no use. */
  handOn: string | undefined;
  copyText: string;
  copiedText: string;
  copiedAloud: string;
}

const WIDE = "max-sm:basis-full";

export function ProblemAction(props: ProblemActionProps) {
  const { retryText, onRetry, handOn, copyText, copiedText, copiedAloud } = props;
  const [state, copy] = useCopy();
  if (retryText !== undefined) {
    return (
      <Button className={WIDE} onPress={onRetry}>
        {retryText}
      </Button>
    );
  }
  if (handOn === undefined) return null;
  const press = async () => {
    if (await copy(handOn)) announce(copiedAloud, "polite");
  };
  return (
    <Button className={WIDE} onPress={() => void press()}>
      {state === "copied" ? copiedText : copyText}
    </Button>
  );
}
