/** A new password, with the token of the mailed link. It ends every session of the account. */
import { useForm } from "react-hook-form";
import { useNavigate } from "react-router";

import { useLazyMeQuery, useResetPasswordMutation } from "../../api/account";
import type { Refusal } from "../../api/refusal";
import { useSubmit } from "../../api/useSubmit";
import { paths } from "../../paths";
import { useSession } from "../../state/session";
import { authText } from "../../text/auth";
import { sentenceOf } from "../../text/errors";
import { Button } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { FormPassword } from "../../ui/FormField";
import { Notice } from "../../ui/Notice";
import type { Carried } from "./carried";
import { useCarry } from "./carried";
import { newPasswordRules } from "./rules";

const t = authText.reset;
const CHANGED: Carried = { passwordChanged: true };

export function NewPassword({ token }: { token: string }) {
  const form = useForm({ defaultValues: { password: "" } });
  const change = useChange(token);
  const carry = useCarry();

  /** Without its token this page is the one about an old link. */
  function drop({ code }: Refusal): boolean {
    if (code === "code_invalid") carry({});
    return code === "code_invalid";
  }

  const { onSubmit, busy, refusal } = useSubmit(form, ({ password }) => change(password), drop);
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <form onSubmit={onSubmit} noValidate className="grid max-w-[26rem] gap-5">
        {refusal !== null && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
        <FormPassword
          form={form}
          name="password"
          rules={newPasswordRules()}
          label={t.password}
          hint={authText.passwordHint}
          autoComplete="new-password"
          showText={authText.showPassword}
          hideText={authText.hidePassword}
        />
        <div className="mt-1 flex">
          <Button type="submit" kind="primary" size="big" busy={busy} busyText={t.busy}>
            {t.submit}
          </Button>
        </div>
      </form>
    </ColumnPage>
  );
}

function useChange(token: string): (password: string) => Promise<void> {
  const [reset] = useResetPasswordMutation();
  const [askWhoAmI] = useLazyMeQuery();
  const signedIn = useSession().status === "signed_in";
  const navigate = useNavigate();
  return async (password) => {
    await reset({ code: token, password }).unwrap();
    // Whoever is signed in here may be somebody else, whose session goes on.
    if (signedIn) await askWhoAmI();
    await navigate(paths.signIn, { replace: true, state: CHANGED });
  };
}
