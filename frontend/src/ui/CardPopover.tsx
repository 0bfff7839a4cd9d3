/** A small card beside what was pressed; a button in it with `slot="close"` closes it too. */
import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";

export interface CardPopoverProps {
  name: string;
  offset?: number;
  children: ReactNode;
}

export function CardPopover({ name, offset = 4, children }: CardPopoverProps) {
  return (
    <Popover
      offset={offset}
      className="w-72 rounded-tile bg-surface-2 p-5 shadow-e2 entering:fade-in forced-colors:border"
    >
      <Dialog aria-label={name} className="outline-none">
        {children}
      </Dialog>
    </Popover>
  );
}
