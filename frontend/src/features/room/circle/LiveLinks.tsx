/** The links that still let people in: what is left of each, and its end. */
import { announce } from "@react-aria/live-announcer";
import { useRef } from "react";

import type { Refusal } from "../../../api/refusal";
import { inviteText as t, whatIsLeft } from "../../../text/circle";
import { sentenceOf } from "../../../text/errors";
import { longAge } from "../../../text/time";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useNow } from "../../../ui/useNow";
import type { InviteWords } from "../../../wire";

export interface LiveLinksProps {
  invites: readonly InviteWords[];
  refusal: Refusal | null;
  /** True when it is done. */
  revoke: (inviteId: string) => Promise<boolean>;
  /** The one that is shown above the list. */
  shownId: string | null;
}

export function LiveLinks({ invites, refusal, revoke, shownId }: LiveLinksProps) {
  const now = useNow(60_000);
  const heading = useRef<HTMLHeadingElement>(null);
  const end = async (inviteId: string) => {
    if (!(await revoke(inviteId))) return;
    announce(t.revoked, "polite");
    // The button that was pressed goes with its line.
    heading.current?.focus();
  };
  return (
    <>
      {refusal !== null && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
      {invites.length > 0 && (
        <section aria-label={t.live}>
          <h3 ref={heading} tabIndex={-1} className="text-small font-semibold outline-none">
            {t.live}
          </h3>
          <ul>
            {invites.map((invite) => (
              <LiveLink
                key={invite._id}
                invite={invite}
                now={now}
                shown={invite._id === shownId}
                onRevoke={() => void end(invite._id)}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface LiveLinkProps {
  invite: InviteWords;
  now: number;
  shown: boolean;
  onRevoke: () => void;
}

function LiveLink({ invite, now, shown, onRevoke }: LiveLinkProps) {
  const made = t.made(longAge(invite.createdAt, now));
  return (
    <li className="flex min-h-14 items-center gap-3 py-1">
      <span className="num min-w-0 flex-1">
        <span className="block text-ui">{whatIsLeft(invite, now)}</span>
        <span className="block text-small text-subtle">{shown ? t.thisOne : made}</span>
      </span>
      <Button kind="plain" aria-label={t.revokeNamed(made)} className="-me-4" onPress={onRevoke}>
        {t.revoke}
      </Button>
    </li>
  );
}
