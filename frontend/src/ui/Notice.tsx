/** A sentence in the page that matters now: a refusal, a warning, good news. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

import { AlertIcon, CheckIcon, InfoIcon } from "./icons";

type NoticeKind = "error" | "warning" | "done" | "info";

const LOOKS = {
  error: { Icon: AlertIcon, colour: "text-danger-text" },
  warning: { Icon: AlertIcon, colour: "text-warning-text" },
  done: { Icon: CheckIcon, colour: "text-text" },
  info: { Icon: InfoIcon, colour: "text-muted" },
} as const;

export interface NoticeProps {
  kind: NoticeKind;
  /** A button that helps. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Errors are read out at once, the rest when the reader pauses. */
export function Notice({ kind, action, className, children }: NoticeProps) {
  const { Icon, colour } = LOOKS[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={clsx(
        "flex items-start gap-3 rounded-field bg-fill px-4 py-3 text-ui text-text forced-colors:border",
        className,
      )}
    >
      <Icon className={clsx("mt-px", colour)} />
      <div className="min-w-0 flex-1 text-pretty">{children}</div>
      {action}
    </div>
  );
}
