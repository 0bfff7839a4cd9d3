/** Pages that come when they are asked for, and stand at once when they have come before. */
import type { ComponentType, ReactNode } from "react";
import { use } from "react";
import type { RouteObject } from "react-router";
import { matchRoutes } from "react-router";

type Fetch = () => Promise<unknown>;

/**
 * The part of a route whose page is fetched. `React.lazy` would show what waits for a moment (three
 * tenths of a second at the least) though the page is there; and a fetch that failed stays failed
 * until the document is loaded again.
 */
export function fetched(load: () => Promise<ComponentType>): { element: ReactNode; handle: Fetch } {
  let coming: Promise<ComponentType> | null = null;
  const fetch = () => {
    coming ??= noted(load());
    return coming;
  };
  function Place() {
    const Page = use(fetch());
    return <Page />;
  }
  return { element: <Place />, handle: fetch };
}

/** As `use` knows it from before: what has come is read without waiting. */
function noted(coming: Promise<ComponentType>): Promise<ComponentType> {
  const here = (page: ComponentType) => Object.assign(coming, { status: "fulfilled", value: page });
  void coming.then(here, () => undefined);
  return coming;
}

/** Fetches what stands at an address; what cannot come is told by the page itself. */
export async function fetchAt(routes: RouteObject[], path: string): Promise<void> {
  const handles = matchRoutes(routes, path)?.map(({ route }): unknown => route.handle) ?? [];
  await Promise.allSettled(handles.filter(isFetch).map((fetch) => fetch()));
}

const isFetch = (handle: unknown): handle is Fetch => typeof handle === "function";
