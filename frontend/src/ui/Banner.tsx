/** A state that goes on, in the flow above what it is about. It is not read out by itself: whoever
    shows it decides what is announced, and when. */
import type { ReactNode } from "react";

import { AlertIcon, CheckIcon } from "./icons";

export interface BannerProps {
  kind: "warning" | "done";
  /** In place of the sign of its kind. */
  icon?: ReactNode;
  title: string;
  hint?: string;
  action?: ReactNode;
}

export function Banner({ kind, icon, title, hint, action }: BannerProps) {
  return (
    <section
      aria-label={title}
      className="fade-in flex items-center gap-3 rounded-field bg-fill px-4 py-3 text-ui max-sm:flex-wrap forced-colors:border"
    >
      {icon ?? (kind === "warning" ? <AlertIcon className="text-warning-text" /> : <CheckIcon />)}
      <p className="flex min-w-0 flex-1 flex-wrap gap-x-2">
        <b className="font-semibold">{title}</b>
        {hint !== undefined && <span className="text-pretty text-muted">{hint}</span>}
      </p>
      {action}
    </section>
  );
}
