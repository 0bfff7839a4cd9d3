/** Create an account: an address and a password. The guard leads on to the code. */
import { useForm } from "react-hook-form";

import { useRegisterMutation } from "../../api/account";
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

const t = authText.register;

export function RegisterPage() {
  const session = useSession();
  const email = session.status === "left" ? session.email : "";
  const form = useForm<Credentials>({ defaultValues: { email, password: "" } });
  const [register] = useRegisterMutation({ fixedCacheKey: "register" });
  const { onSubmit, busy, refusal } = useSubmit(form, (typed) =>
    register({
      email: typed.email.trim(),
      password: typed.password,
      confirmpassword: typed.password,
    }).unwrap(),
  );
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <form onSubmit={onSubmit} noValidate className="grid max-w-[26rem] gap-5">
        {refusal !== null && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
        <CredentialFields form={form} choosing />
        <div className="mt-1 flex">
          <Button type="submit" kind="primary" size="big" busy={busy} busyText={t.busy}>
            {t.submit}
          </Button>
        </div>
      </form>
      <OtherDoor question={t.haveOne} to={paths.signIn} answer={t.signIn} />
    </ColumnPage>
  );
}
