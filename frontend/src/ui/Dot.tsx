/** One more fact in a line of facts, after a small dot. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

export function Dot({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-2 before:size-[3px] before:flex-none before:rounded-full before:bg-subtle",
        className,
      )}
    >
      {children}
    </span>
  );
}
