/** What the forms check before the server does; the limits are the contract's. */
import { authText as t } from "../../text/auth";

export const emailRules = () => ({
  required: t.emailMissing,
  maxLength: { value: 254, message: t.emailWrong },
  pattern: { value: /^\s*\S+@\S+\.\S+\s*$|^\s*\S+@localhost\s*$/u, message: t.emailWrong },
});

export const newPasswordRules = () => ({
  required: t.passwordMissing,
  minLength: { value: 8, message: t.passwordShort },
  maxLength: { value: 128, message: t.passwordLong },
});

export const knownPasswordRules = () => ({ required: t.passwordMissing });
