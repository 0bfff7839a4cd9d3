/** Why the list below may be old, and what helps. */
import type { Refusal } from "../../api/refusal";
import { sentenceOf } from "../../text/errors";
import { lobbyText } from "../../text/lobby";
import { clock } from "../../text/time";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";

export interface ListTroubleProps {
  error: Refusal | undefined;
  /** When the list came that is shown; 0 without one. */
  listedAt: number;
  online: boolean;
  retry: () => void;
}

export function ListTrouble({ error, listedAt, online, retry }: ListTroubleProps) {
  if (!online) {
    return (
      <Notice kind="warning" className="mb-4">
        {lobbyText.offline(listedAt === 0 ? null : clock(listedAt))}
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
