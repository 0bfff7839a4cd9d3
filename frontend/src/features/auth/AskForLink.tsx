/** The address of an account whose password is to be chosen anew. */
import { useForm } from "react-hook-form";

import { useForgotPasswordMutation } from "../../api/account";
import { useSubmit } from "../../api/useSubmit";
import { authText } from "../../text/auth";
import { sentenceOf } from "../../text/errors";
import { Button } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { FormField } from "../../ui/FormField";
import { Notice } from "../../ui/Notice";
import { useCarry } from "./carried";
import { emailRules } from "./rules";
import { WayBack } from "./WayBack";

const t = authText.forgot;

export function AskForLink({ email }: { email: string }) {
  const form = useForm({ defaultValues: { email } });
  const [ask] = useForgotPasswordMutation({ fixedCacheKey: "forgot" });
  const carry = useCarry();
  const { onSubmit, busy, refusal } = useSubmit(form, async (typed) => {
    const trimmed = typed.email.trim();
    await ask({ email: trimmed }).unwrap();
    carry({ email: trimmed, mailedAt: Date.now() });
  });
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <form onSubmit={onSubmit} noValidate className="grid max-w-[26rem] gap-5">
        {refusal !== null && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
        <FormField
          form={form}
          name="email"
          rules={emailRules()}
          label={authText.email}
          type="email"
          inputMode="email"
          autoComplete="username"
          spellCheck="false"
        />
        <div className="mt-1 flex">
          <Button type="submit" kind="primary" size="big" busy={busy} busyText={t.busy}>
            {t.submit}
          </Button>
        </div>
      </form>
      <p className="mt-6">
        <WayBack email={email} />
      </p>
    </ColumnPage>
  );
}
