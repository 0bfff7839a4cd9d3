/** Sending a form: busy while it runs, refusals at the field they are about or above the form. */
import { useState } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";

import type { Refusal } from "./refusal";
import { isRefusal } from "./refusal";

export interface Submit {
  readonly onSubmit: (event?: React.BaseSyntheticEvent) => void;
  readonly busy: boolean;
  /** What no field could show. */
  readonly refusal: Refusal | null;
}

/** `take` may show a refusal in its own way and then returns true. */
export function useSubmit<V extends FieldValues>(
  form: UseFormReturn<V>,
  send: (values: V) => Promise<unknown>,
  take: (refusal: Refusal) => boolean = () => false,
): Submit {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const submit = form.handleSubmit(async (values) => {
    setRefusal(null);
    try {
      await send(values);
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      if (!take(thrown) && !showIssues(form, thrown)) setRefusal(thrown);
    }
  });
  return {
    onSubmit: (event) => void submit(event),
    busy: form.formState.isSubmitting,
    refusal,
  };
}

/** Puts the server's issues to their fields; false when none of them has one here. */
function showIssues<V extends FieldValues>(form: UseFormReturn<V>, refusal: Refusal): boolean {
  let shown = false;
  for (const { path, message } of refusal.issues) {
    if (!isFieldOf(form, path)) continue;
    form.setError(path, { message }, { shouldFocus: !shown });
    shown = true;
  }
  return shown;
}

function isFieldOf<V extends FieldValues>(form: UseFormReturn<V>, path: string): path is Path<V> {
  return path in form.getValues();
}
