/** A choice between a few short words side by side: real radio buttons in one row. */
import { useId } from "react";

export interface SegmentsProps<V extends string> {
  label: string;
  value: V;
  options: readonly { readonly value: V; readonly text: string }[];
  onChange: (value: V) => void;
}

const SEGMENT =
  "relative grid min-h-11 flex-auto cursor-pointer place-items-center rounded-[0.75rem] px-2 text-ui whitespace-nowrap text-muted " +
  "transition-colors duration-[140ms] hover:text-text " +
  "has-checked:bg-surface-3 has-checked:font-semibold has-checked:text-text has-checked:shadow-[inset_0_0_0_2px_var(--text)] " +
  "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus " +
  "forced-colors:border forced-colors:has-checked:[forced-color-adjust:none] forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText]";

export function Segments<V extends string>({ label, value, options, onChange }: SegmentsProps<V>) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id} className="grid gap-1.5">
      <span id={id} className="text-small font-semibold">
        {label}
      </span>
      <div className="flex rounded-field bg-surface-2 p-0.5">
        {options.map((one) => (
          <label key={one.value} className={SEGMENT}>
            <input
              type="radio"
              name={id}
              className="absolute inset-0 m-0 size-full cursor-pointer opacity-0"
              checked={one.value === value}
              onChange={() => onChange(one.value)}
            />
            {one.text}
          </label>
        ))}
      </div>
    </div>
  );
}
