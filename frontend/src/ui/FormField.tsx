/** A text or password field of a form: checked when left, again while it is being put right. */
import type { FieldValues, Path, RegisterOptions, UseFormReturn } from "react-hook-form";
import { useController } from "react-hook-form";

import type { PasswordFieldProps } from "./PasswordField";
import { PasswordField } from "./PasswordField";
import type { TextFieldProps } from "./TextField";
import { TextField } from "./TextField";

interface Bound<V extends FieldValues> {
  form: UseFormReturn<V>;
  name: Path<V>;
  rules?: RegisterOptions<V, Path<V>>;
}

type Own = "form" | "name" | "value" | "onChange" | "onBlur" | "error" | "inputRef";

export type FormFieldProps<V extends FieldValues> = Bound<V> & Omit<TextFieldProps, Own>;

export function FormField<V extends FieldValues>({
  form,
  name,
  rules,
  ...rest
}: FormFieldProps<V>) {
  return <TextField {...rest} {...useBound({ form, name, ...(rules ? { rules } : {}) })} />;
}

export type FormPasswordProps<V extends FieldValues> = Bound<V> & Omit<PasswordFieldProps, Own>;

export function FormPassword<V extends FieldValues>({
  form,
  name,
  rules,
  ...rest
}: FormPasswordProps<V>) {
  return <PasswordField {...rest} {...useBound({ form, name, ...(rules ? { rules } : {}) })} />;
}

function useBound<V extends FieldValues>({ form, name, rules }: Bound<V>) {
  const { field, fieldState } = useController({
    control: form.control,
    name,
    ...(rules ? { rules } : {}),
  });
  const value: string = field.value;
  return {
    name,
    value,
    inputRef: field.ref,
    error: fieldState.error?.message,
    onChange: (typed: string) => {
      field.onChange(typed);
      if (fieldState.invalid) void form.trigger(name);
    },
    onBlur: () => {
      field.onBlur();
      if (value !== "") void form.trigger(name);
    },
  };
}
