/** Sign in. Whoever has not confirmed the address yet is led to the code by the guard. */
import { useForm } from "react-hook-form";
import { useSearchParams } from "react-router";

import { useLazyMeQuery, useLoginMutation } from "../../api/account";
import type { Refusal } from "../../api/refusal";
import { useSubmit } from "../../api/useSubmit";
import { paths } from "../../paths";
import { useSession } from "../../state/session";
import { authText } from "../../text/auth";
import { sentenceOf } from "../../text/errors";
import { Button } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { Notice } from "../../ui/Notice";
import type { Credentials } from "./CredentialFields";
import { CredentialFields } from "./CredentialFields";
import { OtherDoor } from "./OtherDoor";

const t = authText.signIn;

export function SignInPage() {
  const toRoom = useSearchParams()[0].get("to")?.startsWith("/r/") ?? false;
  const lost = useSession().status === "lost";
  const form = useForm<Credentials>({ defaultValues: { email: "", password: "" } });
  const [login] = useLoginMutation();
  const [askWhoAmI] = useLazyMeQuery();

  /** The password was right and a pending session has begun: its user says the rest. */
  function pending({ code }: Refusal): boolean {
    if (code === "email_unverified") void askWhoAmI();
    return code === "email_unverified";
  }

  const { onSubmit, busy, refusal } = useSubmit(
    form,
    ({ email, password }) => login({ email: email.trim(), password }).unwrap(),
    pending,
  );
  return (
    <ColumnPage title={t.title} lead={toRoom && !lost ? t.toRoom : undefined}>
      <form onSubmit={onSubmit} noValidate className="grid max-w-[26rem] gap-5">
        {lost && <Notice kind="info">{t.lost}</Notice>}
        {refusal !== null && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
        <CredentialFields form={form} choosing={false} />
        <div className="mt-1 flex">
          <Button type="submit" kind="primary" size="big" busy={busy} busyText={t.busy}>
            {t.submit}
          </Button>
        </div>
      </form>
      <OtherDoor question={t.newHere} to={paths.register} answer={t.register} />
    </ColumnPage>
  );
}
