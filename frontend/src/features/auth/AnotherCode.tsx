/** A new code after half a minute, or another address. */
import { useState } from "react";

import { useResendMutation } from "../../api/account";
import { isRefusal } from "../../api/refusal";
import { useSignOut } from "../../api/useSignOut";
import { paths } from "../../paths";
import { authText } from "../../text/auth";
import { sentenceOf } from "../../text/errors";
import { Notice } from "../../ui/Notice";
import { TextButton } from "../../ui/TextButton";
import { useSecondsUntil } from "../../ui/useSecondsUntil";

const t = authText.code;
const WAIT_S = 30;

type Said = { readonly kind: "done" | "error"; readonly words: string } | null;

export interface AnotherCodeProps {
  email: string;
  mailedAt: number | undefined;
  /** A new code is in the mail. */
  onSent: () => void;
}

export function AnotherCode(props: AnotherCodeProps) {
  const [resend, { isLoading }] = useResendMutation();
  const [mailedAt, setMailedAt] = useState(props.mailedAt ?? 0);
  const [said, setSaid] = useState<Said>(null);
  const wait = Math.min(WAIT_S, useSecondsUntil(mailedAt + WAIT_S * 1000));
  const signOut = useSignOut();

  async function again() {
    try {
      await resend({ email: props.email }).unwrap();
      setMailedAt(Date.now());
      setSaid({ kind: "done", words: t.sent });
      props.onSent();
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      setSaid({ kind: "error", words: sentenceOf(thrown) });
    }
  }

  return (
    <>
      <div className="mt-6 flex flex-wrap items-center gap-x-5 text-ui text-muted">
        {wait > 0 ? (
          <span className="num inline-flex min-h-11 items-center">{t.againIn(wait)}</span>
        ) : (
          <TextButton isDisabled={isLoading} onPress={() => void again()}>
            {t.again}
          </TextButton>
        )}
        <TextButton onPress={() => void signOut(paths.register)}>{t.changeAddress}</TextButton>
      </div>
      {said !== null && (
        <Notice kind={said.kind} className="mt-3">
          {said.words}
        </Notice>
      )}
    </>
  );
}
