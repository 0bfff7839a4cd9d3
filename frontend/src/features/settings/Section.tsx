/** One part of the settings, under its own heading. */
import { type ReactNode, useId } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="mt-10 first:mt-8">
      <h2 id={heading} className="mb-3 text-h2">
        {title}
      </h2>
      {children}
    </section>
  );
}
