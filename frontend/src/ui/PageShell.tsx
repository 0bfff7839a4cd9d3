/** The frame of a page: skip link, header with the logo, actions and account, then `main`. */
import { clsx } from "clsx";
import type { MouseEvent, ReactNode } from "react";
import { createContext, use } from "react";

import { Logo } from "./Logo";

export interface Frame {
  /** What stands at the end of every header: the account menu, put there by the app. */
  readonly account: ReactNode;
  readonly homePath: string;
  readonly skipText: string;
}

export const FrameContext = createContext<Frame>({ account: null, homePath: "/", skipText: "" });

export interface PageShellProps {
  /** Buttons of this page in the header, before the account. */
  actions?: ReactNode;
  /** Behind everything, for a page with a picture of its own. */
  backdrop?: ReactNode;
  mainClassName?: string;
  children: ReactNode;
}

export function PageShell({ actions, backdrop, mainClassName, children }: PageShellProps) {
  const { account, homePath, skipText } = use(FrameContext);
  return (
    <div className="relative isolate flex min-h-dvh flex-col overflow-x-clip">
      <SkipLink text={skipText} />
      {backdrop}
      <header className="wrap relative flex min-h-16 items-center gap-3 py-3 md:min-h-19">
        <Logo to={homePath} />
        <span className="grow" />
        {actions}
        {account}
      </header>
      <main id="content" tabIndex={-1} className={clsx("relative flex-1", mainClassName)}>
        {children}
      </main>
    </div>
  );
}

export function SkipLink({ text }: { text: string }) {
  return (
    <a
      href="#content"
      onClick={skip}
      className="absolute start-4 top-3 z-50 inline-flex min-h-11 -translate-y-20 items-center rounded-full bg-surface-3 px-5 text-ui font-semibold text-text focus:translate-y-0 focus:shadow-e2"
    >
      {text}
    </a>
  );
}

/** Moves the focus only: the address keeps its own fragment. */
function skip(event: MouseEvent) {
  event.preventDefault();
  document.querySelector<HTMLElement>("#content")?.focus();
}
