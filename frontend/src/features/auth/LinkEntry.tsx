/** The link of the mail: one click, and outside the browser that registered also the password. */
import { useState } from "react";
import { useForm } from "react-hook-form";

import { useVerifyMutation } from "../../api/account";
import type { Refusal } from "../../api/refusal";
import { useSubmit } from "../../api/useSubmit";
import { paths } from "../../paths";
import { useSession } from "../../state/session";
import { authText } from "../../text/auth";
import { sentenceOf } from "../../text/errors";
import { Button, ButtonLink } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { FormPassword } from "../../ui/FormField";
import { Notice } from "../../ui/Notice";
import { knownPasswordRules } from "./rules";

const t = authText.link;

export function LinkEntry({ token }: { token: string }) {
  const pendingHere = useSession().status === "signed_in";
  const [foreign, setForeign] = useState(!pendingHere);
  const form = useForm({ defaultValues: { password: "" } });
  const [verify] = useVerifyMutation();

  /** The pending session here may be of another registration: then the password decides. */
  function askPassword({ code }: Refusal): false {
    if (code === "code_invalid") setForeign(true);
    return false;
  }

  const { onSubmit, busy, refusal } = useSubmit(
    form,
    ({ password }) => verify(foreign ? { code: token, password } : { code: token }).unwrap(),
    askPassword,
  );
  return (
    <ColumnPage title={t.title} lead={foreign ? t.leadPassword : t.lead}>
      <form onSubmit={onSubmit} noValidate className="grid max-w-[26rem] gap-5">
        {refusal !== null && (
          <Notice kind="error">
            {refusal.code === "code_invalid" ? t.wrong : sentenceOf(refusal)}
          </Notice>
        )}
        {foreign && (
          <FormPassword
            form={form}
            name="password"
            rules={knownPasswordRules()}
            label={authText.password}
            autoComplete="current-password"
            showText={authText.showPassword}
            hideText={authText.hidePassword}
          />
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" size="big" busy={busy} busyText={t.busy}>
            {t.submit}
          </Button>
          {!pendingHere && (
            <ButtonLink to={paths.signIn} kind="plain" size="big">
              {t.toSignIn}
            </ButtonLink>
          )}
        </div>
      </form>
    </ColumnPage>
  );
}
