/** The `h1` of a page: sets the document's title and takes the focus after a move between pages. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

export interface PageTitleProps {
  /** For the browser's tab: `title · Gethory`; empty for the first page. */
  title: string;
  className?: string;
  /** What is shown; the title when left out. */
  children?: ReactNode;
}

export function PageTitle({ title, className, children }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // "default" is the page the browser came with: there the reader begins at the top.
  const moved = useLocation().key !== "default";
  useDocumentTitle(title);
  useEffect(() => {
    const inUse = document.activeElement;
    const field = inUse instanceof HTMLInputElement && inUse.isConnected;
    if (moved && !field) heading.current?.focus({ preventScroll: true });
  }, [moved]);
  return (
    <h1 ref={heading} tabIndex={-1} className={clsx("outline-none", className)}>
      {children ?? title}
    </h1>
  );
}

/** For a page that draws its own heading. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Gethory" : `${title} · Gethory`;
  }, [title]);
}
