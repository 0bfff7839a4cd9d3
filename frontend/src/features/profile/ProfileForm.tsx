/** Name, username, picture and a few words: once to begin with, and whenever one changes. */
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useForm, useWatch } from "react-hook-form";

import { useUpdateProfileMutation } from "../../api/account";
import type { Refusal } from "../../api/refusal";
import { useSubmit } from "../../api/useSubmit";
import { useUser } from "../../state/session";
import { sentenceOf } from "../../text/errors";
import { profileText as t } from "../../text/profile";
import { Button } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { hasPicture } from "../../ui/faceLook";
import { Notice } from "../../ui/Notice";
import { PictureChooser } from "./PictureChooser";
import type { ProfileValues } from "./ProfileFields";
import { ProfileFields } from "./ProfileFields";
import { SeatPreview } from "./SeatPreview";

export interface ProfileFormProps {
  title: string;
  lead: string;
  submitText: string;
  /** Said once it is kept; the first time the guard leads on instead. */
  savedText?: string;
}

export function ProfileForm({ title, lead, submitText, savedText }: ProfileFormProps) {
  const user = useUser();
  const form = useForm<ProfileValues>({
    defaultValues: { name: user.name ?? "", username: user.username ?? "", bio: user.bio },
  });
  const [picture, setPicture] = useState<string | null>(null);
  const [update, { isSuccess }] = useUpdateProfileMutation();
  const { onSubmit, busy, refusal } = useSubmit(
    form,
    ({ name, username, bio }) =>
      update({ name: name.trim(), username, bio: bio.trim(), avatar: picture }).unwrap(),
    (refused) => showTaken(form, refused),
  );
  const shown = picture ?? user.avatar;
  const [name, bio] = useWatch({ control: form.control, name: ["name", "bio"] });
  return (
    <ColumnPage
      title={title}
      lead={lead}
      backdrop={<SeatPreview userId={user._id} picture={shown} name={name} bio={bio} />}
    >
      <form
        onSubmit={onSubmit}
        noValidate
        className="grid max-w-[26rem] grid-cols-[minmax(0,1fr)] gap-5"
      >
        {refusal !== null && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
        <PictureChooser
          userId={user._id}
          name={name}
          picture={shown}
          hasPicture={hasPicture(shown)}
          onChoose={setPicture}
        />
        <ProfileFields form={form} fresh={user.username === null} />
        <div className="mt-1 flex flex-wrap items-center gap-4">
          <Button type="submit" kind="primary" size="big" busy={busy} busyText={t.busy}>
            {submitText}
          </Button>
          {savedText !== undefined && isSuccess && !busy && (
            <Notice kind="done" className="bg-transparent p-0">
              {savedText}
            </Notice>
          )}
        </div>
      </form>
    </ColumnPage>
  );
}

function showTaken(form: UseFormReturn<ProfileValues>, { code }: Refusal): boolean {
  if (code !== "username_taken") return false;
  form.setError("username", { message: t.usernameTaken }, { shouldFocus: true });
  return true;
}
