/** What the profile form checks before the server does; the limits are the contract's. */
import { profileText as t } from "../../text/profile";

export const BIO_MOST = 200;

export const nameRules = () => ({
  validate: (name: string) => name.trim() !== "" || t.nameMissing,
  maxLength: { value: 50, message: t.nameLong },
});

export const usernameRules = () => ({
  required: t.usernameMissing,
  minLength: { value: 3, message: t.usernameShort },
  maxLength: { value: 30, message: t.usernameLong },
  pattern: { value: /^[\p{L}\p{Nd}_.]*$/u, message: t.usernameLetters },
});

export const bioRules = () => ({ maxLength: { value: BIO_MOST, message: t.bioLong } });

/** A username that follows from a name, until the person types one. */
export function usernameFrom(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim()
    .replace(/\s+/gu, ".")
    .replace(/[^\p{L}\p{Nd}_.]/gu, "")
    .slice(0, 30);
}
