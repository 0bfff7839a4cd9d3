/** One part of the settings, under its own heading. */
import { type ReactNode, useId } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      className="mt-4 rounded-card bg-surface-1 p-5 shadow-e1 lg:p-6 forced-colors:border"
    >
      <h2 id={heading} className="mb-4 text-h2">
        {title}
      </h2>
      {children}
    </section>
  );
}
