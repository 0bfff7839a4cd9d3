/** Parts that come when they are asked for, and stand at once when they have come before. */
import type { ComponentType } from "react";
import { use } from "react";

export interface Later<P extends object> {
  readonly Part: ComponentType<P>;
  /** Asks for it, unless it has come. */
  readonly fetch: () => Promise<unknown>;
}

/**
 * `React.lazy` would show what waits for a moment (three tenths of a second at the least) though
 * the part is there. What did not come is asked for again by `fetch`, not by being drawn.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let coming: Promise<ComponentType<P>> | null = null;
  let failed = false;
  const fetch = () => {
    if (coming !== null && !failed) return coming;
    failed = false;
    coming = noted(load());
    coming.catch(() => {
      failed = true;
    });
    return coming;
  };
  function Part(props: P) {
    const Come = use(coming ?? fetch());
    return <Come {...props} />;
  }
  return { Part, fetch };
}

/** As `use` knows it from before: what has come is read without waiting. */
function noted<T>(coming: Promise<T>): Promise<T> {
  const here = (value: T) => Object.assign(coming, { status: "fulfilled", value });
  void coming.then(here, () => undefined);
  return coming;
}
