/** A labelled field for one line or several, with its hint and its error. */
import { clsx } from "clsx";
import type { ReactNode, Ref } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import type { TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { TextField as AriaTextField } from "react-aria-components/TextField";

import { AlertIcon } from "./icons";

export interface TextFieldProps extends Omit<
  AriaTextFieldProps,
  "className" | "children" | "style" | "isInvalid" | "validate"
> {
  label: string;
  /** The label is for assistive technology only; the page says it otherwise. */
  labelAloud?: boolean;
  hint?: ReactNode;
  /** A sentence. The field is invalid while there is one. */
  error?: string | undefined;
  placeholder?: string;
  /** What stands in the field before and after the text: an icon, a counter, a button. */
  before?: ReactNode;
  after?: ReactNode;
  /** More than one: a text area of that many lines. */
  rows?: number;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
  className?: string;
}

export function TextField(props: TextFieldProps) {
  const { label, labelAloud, hint, error, placeholder, before, after, rows, inputRef, ...rest } =
    props;
  const typed = {
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(inputRef === undefined ? {} : { ref: inputRef }),
  };
  return (
    <AriaTextField
      {...rest}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={clsx("grid gap-1.5", rest.className)}
    >
      <Label className={labelAloud ? "aloud" : "text-small font-semibold text-text"}>{label}</Label>
      <span className="field-box">
        {before}
        {rows === undefined ? <Input {...typed} /> : <TextArea {...typed} rows={rows} />}
        {after}
      </span>
      {hint !== undefined && error === undefined && (
        <Text slot="description" className="text-small text-subtle">
          {hint}
        </Text>
      )}
      <FieldError className="flex items-start gap-1.5 text-small font-medium text-danger-text">
        <AlertIcon size="s" className="mt-0.5" />
        <span>{error}</span>
      </FieldError>
    </AriaTextField>
  );
}
