/** E-mail address and password, as register and sign-in both ask for them. */
import type { UseFormReturn } from "react-hook-form";

import { authText as t } from "../../text/auth";
import { FormField, FormPassword } from "../../ui/FormField";
import { emailRules, knownPasswordRules, newPasswordRules } from "./rules";

export interface Credentials {
  email: string;
  password: string;
}

export interface CredentialFieldsProps {
  form: UseFormReturn<Credentials>;
  /** A password being chosen, not one being remembered. */
  choosing: boolean;
}

export function CredentialFields({ form, choosing }: CredentialFieldsProps) {
  return (
    <>
      <FormField
        form={form}
        name="email"
        rules={emailRules()}
        label={t.email}
        type="email"
        inputMode="email"
        autoComplete={choosing ? "email" : "username"}
        spellCheck="false"
      />
      <FormPassword
        form={form}
        name="password"
        rules={choosing ? newPasswordRules() : knownPasswordRules()}
        label={t.password}
        hint={choosing ? t.passwordHint : undefined}
        autoComplete={choosing ? "new-password" : "current-password"}
        showText={t.showPassword}
        hideText={t.hidePassword}
      />
    </>
  );
}
