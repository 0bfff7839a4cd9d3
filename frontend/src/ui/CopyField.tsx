/** A text to hand on: a field that is selected when one goes into it, and a button that copies it. */
import { announce } from "@react-aria/live-announcer";
import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";

import { Button } from "./Button";
import { CheckIcon, LinkIcon } from "./icons";
import { useCopy } from "./useCopy";

export interface CopyFieldProps {
  label: string;
  value: string;
  copyText: string;
  copiedText: string;
  copiedAloud: string;
  /** What to do where the browser does not copy. */
  byHandText: string;
  /** More buttons beside the one that copies. */
  children?: ReactNode;
}

export function CopyField(props: CopyFieldProps) {
  const { label, value, copyText, copiedText, copiedAloud, byHandText, children } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [state, copy] = useCopy();
  // It came because somebody asked for it: copying is what they do next.
  useEffect(() => button.current?.focus(), []);

  async function press() {
    if (await copy(value)) announce(copiedAloud, "polite");
    else field.current?.focus();
  }

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <span className="field-box">
        <input
          ref={field}
          id={id}
          readOnly
          dir="ltr"
          value={value}
          className="text-ellipsis"
          onFocus={(event) => event.target.select()}
          onClick={(event) => event.currentTarget.select()}
        />
      </span>
      {state === "failed" && (
        <p role="alert" className="text-small font-medium">
          {byHandText}
        </p>
      )}
      <div className="mt-1.5 flex gap-2 [&>*]:flex-1">
        <Button
          ref={button}
          kind="primary"
          icon={state === "copied" ? <CheckIcon /> : <LinkIcon />}
          onPress={() => void press()}
        >
          {state === "copied" ? copiedText : copyText}
        </Button>
        {children}
      </div>
    </div>
  );
}
