/** Why the list below may be old, and what helps. */
import type { Refusal } from "../../api/refusal";
import { sentenceOf } from "../../text/errors";
import { lobbyText } from "../../text/lobby";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";

export interface ListTroubleProps {
  error: Refusal | undefined;
  online: boolean;
  retry: () => void;
}

export function ListTrouble({ error, online, retry }: ListTroubleProps) {
  if (!online) {
    return (
      <Notice kind="warning" className="mb-4">
        {lobbyText.offline}
      </Notice>
    );
  }
  if (error === undefined || error.code === "session_required") return null;
  return (
    <Notice
      kind="error"
      className="mb-4 items-center max-sm:flex-wrap"
      action={
        <Button className="max-sm:basis-full" onPress={retry}>
          {lobbyText.retry}
        </Button>
      }
    >
      <b className="block font-semibold">{lobbyText.failedTitle}</b>
      {sentenceOf(error)}
    </Notice>
  );
}
