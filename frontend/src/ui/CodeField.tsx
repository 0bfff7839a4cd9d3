/** Six cells that are one field: typing, pasting, dictation and autofill all work. */
import { clsx } from "clsx";
import type { RefObject } from "react";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";

import "./codeField.css";
import { AlertIcon } from "./icons";

const LENGTH = 6;
const CELLS = [0, 1, 2, 3, 4, 5] as const;

export interface CodeFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (digits: string) => void;
  /** Once, when the last digit has been typed or pasted. */
  onComplete: (digits: string) => void;
  isReadOnly: boolean;
  error: string;
  /** Each new number selects the text again, so that typing replaces it. */
  tries: number;
}

export function CodeField(props: CodeFieldProps) {
  const { label, hint, value, onChange, onComplete, isReadOnly, error, tries } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  const marked = useAllMarked(input);
  useTypingAnywhere(input, typed);
  const next = Math.min(value.length, LENGTH - 1);

  useEffect(() => {
    if (tries === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [tries]);

  function typed(text: string) {
    const digits = digitsOf(text);
    onChange(digits);
    if (digits.length === LENGTH && digits !== value) onComplete(digits);
  }

  return (
    <div>
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <div className={clsx("code-cells", error !== "" && "code-cells-wrong")}>
        <input
          ref={input}
          id={id}
          value={value}
          onChange={(event) => typed(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          readOnly={isReadOnly}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]*"
          spellCheck="false"
          aria-invalid={error !== ""}
          aria-describedby={`${id}-hint ${id}-error`}
        />
        {CELLS.map((cell) => (
          <span
            key={cell}
            aria-hidden="true"
            className={clsx(
              focused && !isReadOnly && (marked || cell === next) && "code-cell-next",
            )}
          >
            {value[cell]}
          </span>
        ))}
      </div>
      <p id={`${id}-hint`} className="text-small text-subtle">
        {hint}
      </p>
      <p
        id={`${id}-error`}
        role="alert"
        className="mt-1 flex items-start gap-1.5 text-small font-medium text-danger-text"
      >
        {error !== "" && (
          <>
            <AlertIcon size="s" className="mt-0.5" />
            {error}
          </>
        )}
      </p>
    </div>
  );
}

/** Whether all six are selected, so that the next digit replaces them. */
function useAllMarked(input: RefObject<HTMLInputElement | null>): boolean {
  const [marked, setMarked] = useState(false);
  useEffect(() => {
    const look = () => {
      const { selectionStart, selectionEnd } = input.current ?? {};
      setMarked(selectionStart === 0 && selectionEnd === LENGTH);
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, [input]);
  return marked;
}

/** Whoever comes back from the mail types or pastes at once, wherever the focus is. */
function useTypingAnywhere(
  input: RefObject<HTMLInputElement | null>,
  take: (text: string) => void,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && /^\d$/u.test(event.key) && !isEditing()) input.current?.focus();
  });
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (/\d/u.test(text) && !isEditing()) take(text);
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
}

function isEditing(): boolean {
  return document.activeElement instanceof HTMLInputElement;
}

/** The digits of what was typed or pasted, whatever stands between them. */
function digitsOf(text: string): string {
  return text.replace(/\D/gu, "").slice(0, LENGTH);
}
