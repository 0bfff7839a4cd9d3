/** A page with one column at the left margin: forms and what went wrong. A giant mark behind it. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

import { Mark } from "./Logo";
import { PageShell } from "./PageShell";
import { PageTitle } from "./PageTitle";

export interface ColumnPageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** In the place of the giant mark. */
  backdrop?: ReactNode;
  children?: ReactNode;
}

export function ColumnPage({ title, lead, actions, backdrop, children }: ColumnPageProps) {
  return (
    <PageShell
      actions={actions}
      backdrop={backdrop ?? <GiantMark />}
      mainClassName="wrap pt-6 pb-16 lg:pt-12"
    >
      <div className="max-w-[30rem]">
        <PageTitle
          title={title}
          className="mb-3 text-[2.25rem]/[2.5rem] font-bold tracking-[-0.035em] lg:text-[3rem]/[3.25rem]"
        />
        {lead !== undefined && <p className="mb-6 text-pretty text-muted">{lead}</p>}
        {children}
      </div>
    </PageShell>
  );
}

/** What stands behind a column: large, half off the page, never in the way. */
export function Backdrop({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 -z-10 overflow-hidden max-lg:max-h-dvh"
    >
      <div
        className={clsx(
          "absolute -right-[300px] -bottom-[190px] size-[620px] lg:-right-[22px] lg:-bottom-[150px] lg:size-[760px]",
          className,
        )}
      >
        {children}
      </div>
    </div>
  );
}

function GiantMark() {
  return (
    <Backdrop className="giant-mark">
      <Mark className="size-full text-surface-1" />
    </Backdrop>
  );
}
