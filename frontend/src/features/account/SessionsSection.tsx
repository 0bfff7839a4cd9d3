/** Where one is signed in, and the ways to end it there. */
import { useRef, useState } from "react";

import { isRefusal } from "../../api/refusal";
import { useEndSessionsMutation, useSessionsQuery } from "../../api/sessions";
import { accountText } from "../../text/account";
import { sentenceOf } from "../../text/errors";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { TextButton } from "../../ui/TextButton";
import { inOrder } from "./order";
import { SessionPlaceholders } from "./SessionPlaceholders";
import { SessionRow } from "./SessionRow";

const t = accountText.sessions;

const FRESH = {
  pollingInterval: 5000,
  skipPollingIfUnfocused: true,
  refetchOnFocus: true,
  refetchOnReconnect: true,
  refetchOnMountOrArgChange: true,
} as const;

type Said = { readonly kind: "done" | "error"; readonly words: string } | null;

export function SessionsSection() {
  const { data, error, refetch } = useSessionsQuery(undefined, FRESH);
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState<Said>(null);
  const [ending, setEnding] = useState<readonly string[]>([]);
  const [end] = useEndSessionsMutation();
  const others = (data ?? []).filter((one) => !one.currentSession).map(({ _id }) => _id);

  async function endAll(sessionIds: readonly string[], done: string) {
    setEnding((before) => [...before, ...sessionIds]);
    const answer = await end(sessionIds);
    await refetch();
    setEnding((before) => before.filter((id) => !sessionIds.includes(id)));
    if (isRefusal(answer.error)) return setSaid({ kind: "error", words: sentenceOf(answer.error) });
    setSaid({ kind: "done", words: done });
    // The button that was pressed went away with its row.
    heading.current?.focus({ preventScroll: true });
  }

  return (
    <section className="mt-12">
      <h2 ref={heading} tabIndex={-1} className="text-h2 outline-none">
        {t.title}
      </h2>
      {said !== null && (
        <Notice kind={said.kind} className="mt-3">
          {said.words}
        </Notice>
      )}
      {data === undefined && !isRefusal(error) && <SessionPlaceholders />}
      {data === undefined && isRefusal(error) && (
        <Notice
          kind="error"
          className="mt-3"
          action={<TextButton onPress={() => void refetch()}>{t.retry}</TextButton>}
        >
          {t.failed}
        </Notice>
      )}
      <ul className="mt-2">
        {inOrder(data ?? []).map((session) => (
          <SessionRow
            key={session._id}
            session={session}
            ending={ending.includes(session._id)}
            onEnd={(done) => void endAll([session._id], done)}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <Button
          className="mt-4"
          busy={others.every((id) => ending.includes(id))}
          busyText={t.signingOut}
          onPress={() => void endAll(others, t.signedOutOthers)}
        >
          {t.signOutOthers}
        </Button>
      )}
    </section>
  );
}
