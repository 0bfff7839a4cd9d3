/** Which rooms are shown: one choice of five, in a row that scrolls on a phone. */
import { filterText } from "../../text/lobby";
import type { Shown } from "./filter";
import { SHOWN } from "./filter";

const CHIP =
  "inline-flex min-h-11 cursor-pointer items-center rounded-full bg-fill px-4 text-ui font-medium whitespace-nowrap " +
  "text-muted transition-colors duration-[140ms] hover:bg-surface-3 hover:text-text " +
  "has-checked:bg-surface-3 has-checked:text-text has-checked:shadow-[inset_0_0_0_2px_var(--text)] " +
  "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus " +
  "forced-colors:border forced-colors:has-checked:border-4";

export interface FilterRoomsProps {
  value: Shown;
  onChange: (shown: Shown) => void;
}

export function FilterRooms({ value, onChange }: FilterRoomsProps) {
  return (
    <fieldset
      data-scrolls
      className="-mx-4 mb-4 min-w-0 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:-ms-1 md:px-1"
    >
      <legend className="aloud">{filterText.label}</legend>
      <div className="flex gap-2">
        {SHOWN.map((shown) => (
          <label key={shown} className={CHIP}>
            <input
              type="radio"
              name="shown"
              className="aloud"
              checked={value === shown}
              onChange={() => onChange(shown)}
            />
            {filterText.words[shown]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
