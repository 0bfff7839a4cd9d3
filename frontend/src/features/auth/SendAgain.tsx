/** One more mail after half a minute, or another way on. */
import type { ReactNode } from "react";
import { useState } from "react";

import { isRefusal } from "../../api/refusal";
import { sentenceOf } from "../../text/errors";
import { Notice } from "../../ui/Notice";
import { TextButton } from "../../ui/TextButton";
import { useSecondsUntil } from "../../ui/useSecondsUntil";

const WAIT_S = 30;

type Said = { readonly kind: "done" | "error"; readonly words: string } | null;

export interface SendAgainProps {
  words: {
    readonly again: string;
    readonly againIn: (seconds: number) => string;
    readonly sent: string;
  };
  /** When the last one was asked for, in milliseconds since 1970; 0 for long ago. */
  mailedAt: number;
  /** Asks for one more; rejects with a refusal. */
  send: () => Promise<unknown>;
  /** One more is in the mail. */
  onSent: () => void;
  /** The other way on, beside it. */
  children: ReactNode;
}

export function SendAgain({ words, mailedAt, send, onSent, children }: SendAgainProps) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>(null);
  const wait = Math.min(WAIT_S, useSecondsUntil(mailedAt + WAIT_S * 1000));

  async function again() {
    setBusy(true);
    try {
      await send();
      setSaid({ kind: "done", words: words.sent });
      onSent();
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      setSaid({ kind: "error", words: sentenceOf(thrown) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <div className="mt-6 flex flex-wrap items-center gap-x-5 text-ui text-muted">
        {wait > 0 ? (
          <span className="num inline-flex min-h-11 items-center">{words.againIn(wait)}</span>
        ) : (
          <TextButton isDisabled={busy} onPress={() => void again()}>
            {words.again}
          </TextButton>
        )}
        {children}
      </div>
      {said !== null && (
        <Notice kind={said.kind} className="mt-3">
          {said.words}
        </Notice>
      )}
    </>
  );
}
