/** Sign in. Whoever has not confirmed the address yet is led to the code by the guard. */
import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "react-router";

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
import { useCarried } from "./carried";
import type { Credentials } from "./CredentialFields";
import { CredentialFields } from "./CredentialFields";
import { OtherDoor } from "./OtherDoor";

const t = authText.signIn;

export function SignInPage() {
  const { search } = useLocation();
  const { email = "", passwordChanged = false } = useCarried();
  const lost = useSession().status === "lost" && !passwordChanged;
  const toRoom = new URLSearchParams(search).get("to")?.startsWith("/r/") ?? false;
  const form = useForm<Credentials>({ defaultValues: { email, password: "" } });
  const typed = useWatch({ control: form.control, name: "email" });
  const [login] = useLoginMutation();
  const [askWhoAmI] = useLazyMeQuery();

  /** The password was right and a pending session has begun: its user says the rest. */
  function pending({ code }: Refusal): boolean {
    if (code === "email_unverified") void askWhoAmI();
    return code === "email_unverified";
  }

  const { onSubmit, busy, refusal } = useSubmit(
    form,
    (given) => login({ email: given.email.trim(), password: given.password }).unwrap(),
    pending,
  );
  return (
    <ColumnPage title={t.title} lead={toRoom && !lost ? t.toRoom : undefined}>
      <form onSubmit={onSubmit} noValidate className="grid max-w-[26rem] gap-5">
        {lost && <Notice kind="info">{t.lost}</Notice>}
        {passwordChanged && <Notice kind="done">{t.passwordChanged}</Notice>}
        {refusal !== null && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
        <CredentialFields form={form} choosing={false} />
        <div className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button type="submit" kind="primary" size="big" busy={busy} busyText={t.busy}>
            {t.submit}
          </Button>
          <Link
            to={{ pathname: paths.forgot, search }}
            state={{ email: typed.trim() }}
            className="link inline-flex min-h-11 items-center text-ui"
          >
            {t.forgot}
          </Link>
        </div>
      </form>
      <OtherDoor question={t.newHere} to={paths.register} answer={t.register} />
    </ColumnPage>
  );
}
