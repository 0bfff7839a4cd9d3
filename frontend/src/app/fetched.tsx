/** Pages that come when they are asked for. */
import type { ComponentType, ReactNode } from "react";
import type { RouteObject } from "react-router";
import { matchRoutes } from "react-router";

import { later } from "../ui/later";

type Fetch = () => Promise<unknown>;

/** The part of a route whose page is fetched. */
export function fetched(load: () => Promise<ComponentType>): { element: ReactNode; handle: Fetch } {
  const { Part, fetch } = later(load);
  return { element: <Part />, handle: fetch };
}

/** Fetches what stands at an address; what cannot come is told by the page itself. */
export async function fetchAt(routes: RouteObject[], path: string): Promise<void> {
  const handles = matchRoutes(routes, path)?.map(({ route }): unknown => route.handle) ?? [];
  await Promise.allSettled(handles.filter(isFetch).map((fetch) => fetch()));
}

const isFetch = (handle: unknown): handle is Fetch => typeof handle === "function";
