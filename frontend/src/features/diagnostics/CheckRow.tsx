/** One check: what it is about, the verdict in a word and a sign, and who can do what. */
import type { ReactNode } from "react";

import { type CheckName, diagnosticsText as t, type Finding } from "../../text/diagnostics";
import { AlertIcon, ArcsIcon, CheckIcon, InfoIcon } from "../../ui/icons";

export interface CheckRowProps {
  name: CheckName;
  /** Undefined while it runs. */
  finding: Finding | undefined;
  /** What the person can do here. */
  children?: ReactNode;
}

const SIGNS = {
  good: { Icon: CheckIcon, colour: "text-text" },
  bad: { Icon: AlertIcon, colour: "text-warning-text" },
  open: { Icon: InfoIcon, colour: "text-subtle" },
} as const;

export function CheckRow({ name, finding, children }: CheckRowProps) {
  const { Icon, colour } =
    finding === undefined ? { Icon: ArcsIcon, colour: "text-subtle" } : SIGNS[finding.state];
  return (
    <li className="flex gap-4 py-4">
      <span
        className={`grid size-10 flex-none place-items-center rounded-full bg-surface-3 forced-colors:border ${colour}`}
      >
        <Icon />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 text-h3">
          {t.names[name]}
          <span className={`text-small font-semibold ${colour}`}>
            {finding === undefined ? t.running : t.verdicts[finding.state]}
          </span>
        </h3>
        <p className="text-small text-pretty text-muted">{finding?.says}&nbsp;</p>
        {finding?.remedy !== undefined && (
          <p className="mt-1 text-small text-pretty text-text">{finding.remedy}</p>
        )}
        {children !== undefined && <div className="mt-3">{children}</div>}
      </div>
    </li>
  );
}
