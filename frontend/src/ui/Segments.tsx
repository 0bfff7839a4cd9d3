/** A choice between a few short words side by side: real radio buttons in one row. */
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";

export interface SegmentsProps<V extends string> {
  label: string;
  value: V;
  options: readonly { readonly value: V; readonly text: string }[];
  onChange: (value: V) => void;
}

const SEGMENT =
  "grid min-h-11 flex-auto cursor-pointer place-items-center rounded-[0.75rem] px-2 text-ui whitespace-nowrap text-muted " +
  "transition-colors duration-[140ms] hover:text-text " +
  "selected:bg-surface-3 selected:font-semibold selected:text-text selected:shadow-[inset_0_0_0_2px_var(--text)] " +
  "focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-focus " +
  "forced-colors:border forced-colors:selected:[forced-color-adjust:none] forced-colors:selected:bg-[Highlight] forced-colors:selected:text-[HighlightText]";

export function Segments<V extends string>({ label, value, options, onChange }: SegmentsProps<V>) {
  return (
    <RadioGroup
      value={value}
      onChange={(chosen) => onChange(options.find((one) => one.value === chosen)?.value ?? value)}
      orientation="horizontal"
      className="grid gap-1.5"
    >
      <Label className="text-small font-semibold">{label}</Label>
      <div className="flex rounded-field bg-surface-2 p-0.5">
        {options.map((one) => (
          <Radio key={one.value} value={one.value} className={SEGMENT}>
            {one.text}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
