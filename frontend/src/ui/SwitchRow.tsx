/** Something that is on or off: its name, what it means, the switch at the end of the row. */
import { Switch } from "react-aria-components/Switch";

export interface SwitchRowProps {
  label: string;
  hint?: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function SwitchRow({ label, hint, on, onChange }: SwitchRowProps) {
  return (
    <Switch
      isSelected={on}
      onChange={onChange}
      className="group flex min-h-14 cursor-pointer items-center gap-4 py-1.5"
    >
      <span className="min-w-0 flex-1">
        <span className="block text-ui font-semibold">{label}</span>
        {hint !== undefined && (
          <span className="block text-small text-pretty text-muted">{hint}</span>
        )}
      </span>
      <span
        aria-hidden="true"
        className="flex h-7 w-12 flex-none items-center rounded-full bg-surface-3 p-1 shadow-[inset_0_0_0_2px_var(--border-strong)] transition-colors duration-[140ms] group-selected:bg-text group-selected:shadow-none group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-focus forced-colors:border forced-colors:group-selected:bg-[Highlight]"
      >
        <span className="size-5 rounded-full bg-text transition-[translate] duration-[140ms] group-selected:translate-x-5 group-selected:bg-canvas rtl:group-selected:-translate-x-5 forced-colors:bg-[ButtonText]" />
      </span>
    </Switch>
  );
}
