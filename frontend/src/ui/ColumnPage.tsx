/** A page with one column at the left margin: forms and what went wrong. A giant mark behind it. */
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
          className="text-[2.25rem]/[2.5rem] font-bold tracking-[-0.035em] lg:text-[3rem]/[3.25rem]"
        />
        {lead !== undefined && <p className="mt-3 text-pretty text-muted">{lead}</p>}
        <div className="mt-6">{children}</div>
      </div>
    </PageShell>
  );
}

function GiantMark() {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 -z-10 overflow-hidden max-lg:max-h-dvh"
    >
      <Mark className="giant-mark absolute -end-[300px] -bottom-[190px] size-[620px] text-surface-1 lg:-end-[22px] lg:-bottom-[150px] lg:size-[760px]" />
    </div>
  );
}
