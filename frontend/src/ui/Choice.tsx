/** One of several, behind a button that shows the present one: for lists too long for a row. */
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select, SelectValue } from "react-aria-components/Select";

import { CheckIcon, DownIcon } from "./icons";

export interface ChoiceProps {
  label: string;
  icon?: ReactNode;
  value: string;
  options: readonly { readonly value: string; readonly text: string }[];
  onChange: (value: string) => void;
}

const ITEM =
  "flex min-h-11 cursor-pointer items-center gap-3 rounded-field px-3 text-ui outline-none focus:bg-fill focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus";

/** A key is never empty, a value may be. */
const keyOf = (value: string) => `=${value}`;

export function Choice({ label, icon, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      value={keyOf(value)}
      onChange={(key) => {
        const chosen = options.find((one) => keyOf(one.value) === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1.5"
    >
      <Label className="text-small font-semibold">{label}</Label>
      <Button className="field-box cursor-pointer text-start text-ui">
        {icon !== undefined && <span className="text-muted">{icon}</span>}
        <SelectValue className="min-w-0 flex-1 truncate" />
        <DownIcon className="text-muted" />
      </Button>
      <Popover className="max-w-[92vw] min-w-(--trigger-width) overflow-y-auto rounded-tile bg-surface-2 p-1.5 shadow-e2 entering:fade-in forced-colors:border">
        <ListBox className="outline-none">
          {options.map((one) => (
            <ListBoxItem
              key={one.value}
              id={keyOf(one.value)}
              textValue={one.text}
              className={ITEM}
            >
              {({ isSelected }) => (
                <>
                  <span className="min-w-0 flex-1 truncate">{one.text}</span>
                  {isSelected && <CheckIcon />}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
