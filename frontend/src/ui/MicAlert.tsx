/** Something is in the way of the microphone: what, and what helps. */
import type { ReactNode } from "react";

import { MicAlertIcon } from "./icons";

export interface MicAlertProps {
  title: string;
  hint: string;
  action?: ReactNode;
}

export function MicAlert({ title, hint, action }: MicAlertProps) {
  return (
    <div role="alert" className="grid gap-4">
      <div className="flex items-start gap-4">
        <span className="grid size-12 flex-none place-items-center rounded-full bg-surface-3 text-warning-text forced-colors:border">
          <MicAlertIcon size="l" />
        </span>
        <div className="min-w-0">
          <p className="text-h3">{title}</p>
          <p className="mt-1 text-small text-pretty text-muted">{hint}</p>
        </div>
      </div>
      {action}
    </div>
  );
}
