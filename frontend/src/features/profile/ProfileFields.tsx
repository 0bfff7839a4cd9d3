/** The three text fields of a profile; the username follows the name until one types it. */
import { useEffect } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useWatch } from "react-hook-form";

import { profileText as t } from "../../text/profile";
import { FormField } from "../../ui/FormField";
import { bioRules, BIO_MOST, nameRules, usernameFrom, usernameRules } from "./rules";

export interface ProfileValues {
  name: string;
  username: string;
  bio: string;
}

export interface ProfileFieldsProps {
  form: UseFormReturn<ProfileValues>;
  /** There is no username yet: suggest one. */
  fresh: boolean;
}

export function ProfileFields({ form, fresh }: ProfileFieldsProps) {
  const bio = useWatch({ control: form.control, name: "bio" });
  useSuggestedUsername(form, fresh);
  return (
    <>
      <FormField form={form} name="name" rules={nameRules()} label={t.name} autoComplete="name" />
      <FormField
        form={form}
        name="username"
        rules={usernameRules()}
        label={t.username}
        autoComplete="username"
        spellCheck="false"
        before={<span className="text-subtle">@</span>}
      />
      <FormField
        form={form}
        name="bio"
        rules={bioRules()}
        label={t.bio}
        hint={t.bioHint}
        rows={2}
        after={
          <span aria-hidden="true" className="num self-end pb-3 text-small text-subtle">
            {t.left(bio.length, BIO_MOST)}
          </span>
        }
      />
    </>
  );
}

function useSuggestedUsername(form: UseFormReturn<ProfileValues>, fresh: boolean) {
  useEffect(() => {
    if (!fresh) return;
    let suggested = "";
    return form.subscribe({
      name: "name",
      formState: { values: true },
      callback: ({ values }) => {
        if (values.username !== suggested) return;
        suggested = usernameFrom(values.name);
        form.setValue("username", suggested);
      },
    });
  }, [form, fresh]);
}
