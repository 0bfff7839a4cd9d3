/** Why the mail that one waits for does not come as usual. Calm: nobody here did anything wrong. */
import { authText } from "../../text/auth";
import { Notice } from "../../ui/Notice";
import type { MailState } from "../../wire";

export function LateMail({ state }: { state: MailState | null }) {
  if (state === null) return null;
  return (
    <Notice kind="info" className="mt-6">
      {authText.lateMail[state]}
    </Notice>
  );
}
