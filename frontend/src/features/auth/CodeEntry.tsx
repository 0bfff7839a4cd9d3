/** Six digits from the mail: the last one sends them. */
import { useState } from "react";

import { useRegisterMutation, useVerifyMutation } from "../../api/account";
import type { Refusal } from "../../api/refusal";
import { isRefusal } from "../../api/refusal";
import { useUser } from "../../state/session";
import { authText } from "../../text/auth";
import { sentenceOf } from "../../text/errors";
import { Button } from "../../ui/Button";
import { CodeField } from "../../ui/CodeField";
import { ColumnPage } from "../../ui/ColumnPage";
import { AnotherCode } from "./AnotherCode";
import { LateMail } from "./LateMail";
import { OutboxHint } from "./OutboxHint";
import { useAskWhileWaiting } from "./useAskWhileWaiting";

const t = authText.code;

/** `a•••@example.org`: enough to recognise, too little to read over a shoulder. */
function veiled(email: string): string {
  return email.replace(/^(.).*(@)/u, "$1•••$2");
}

export function CodeEntry() {
  const { email } = useUser();
  const [, { fulfilledTimeStamp: mailedAt }] = useRegisterMutation({ fixedCacheKey: "register" });
  const [verify, { isLoading }] = useVerifyMutation();
  const [code, setCode] = useState("");
  const late = useAskWhileWaiting();
  const [fault, setFault] = useState<{ words: string; tries: number }>({ words: "", tries: 0 });

  /** Says what is wrong, and makes the field ready to be typed over. */
  function complain(words: string) {
    setFault(({ tries }) => ({ words, tries: tries + 1 }));
  }

  async function send(digits: string) {
    try {
      await verify({ code: digits }).unwrap();
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      complain(wordsOf(thrown));
    }
  }

  return (
    <ColumnPage
      title={t.title}
      lead={
        <>
          {mailedAt === undefined ? t.typeTheOne : t.sentTo}{" "}
          <b className="font-semibold text-text">{veiled(email)}</b>. {t.lifetime}
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (code.length === 6) void send(code);
          else complain(t.short);
        }}
      >
        <CodeField
          label={t.label}
          hint={t.hint}
          value={code}
          onChange={setCode}
          onComplete={(digits) => void send(digits)}
          isReadOnly={isLoading}
          error={fault.words}
          tries={fault.tries}
        />
        <div className="mt-5 flex">
          <Button type="submit" kind="primary" size="big" busy={isLoading} busyText={t.busy}>
            {t.submit}
          </Button>
        </div>
      </form>
      <LateMail state={late} />
      <AnotherCode email={email} mailedAt={mailedAt} onSent={() => complain("")} />
      <OutboxHint />
    </ColumnPage>
  );
}

function wordsOf(refusal: Refusal): string {
  return refusal.code === "code_invalid" ? t.wrong : sentenceOf(refusal);
}
