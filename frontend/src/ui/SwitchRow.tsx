/** Something that is on or off: its name, what it means, the switch at the end of the row. */
export interface SwitchRowProps {
  label: string;
  hint?: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function SwitchRow({ label, hint, on, onChange }: SwitchRowProps) {
  return (
    <label className="group relative flex min-h-14 cursor-pointer items-center gap-4 py-1.5">
      <input
        type="checkbox"
        // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a checkbox tells it itself
        role="switch"
        className="absolute inset-0 m-0 size-full cursor-pointer opacity-0"
        checked={on}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="min-w-0 flex-1">
        <span className="block text-ui font-semibold">{label}</span>
        {hint !== undefined && (
          <span className="block text-small text-pretty text-muted">{hint}</span>
        )}
      </span>
      <span
        aria-hidden="true"
        className="flex h-7 w-12 flex-none items-center rounded-full bg-surface-3 p-1 shadow-[inset_0_0_0_2px_var(--border-strong)] transition-colors duration-[140ms] group-has-checked:bg-text group-has-checked:shadow-none group-has-focus-visible:outline-2 group-has-focus-visible:outline-offset-2 group-has-focus-visible:outline-focus forced-colors:border forced-colors:group-has-checked:bg-[Highlight]"
      >
        <span className="size-5 rounded-full bg-text transition-[translate] duration-[140ms] group-has-checked:translate-x-5 group-has-checked:bg-canvas rtl:group-has-checked:-translate-x-5 forced-colors:bg-[ButtonText]" />
      </span>
    </label>
  );
}
