/** The one way to the server: cookies along, refusals decoded, one silent renewal on 401. */
import type { BaseQueryApi, BaseQueryFn, FetchArgs } from "@reduxjs/toolkit/query/react";
import { createApi, fetchBaseQuery } from "@reduxjs/toolkit/query/react";

import { apiBase } from "./address";
import type { Refusal } from "./refusal";
import { refusalOf } from "./refusal";
import { renewSession } from "./sessionEvents";

type Answer = { data: unknown } | { error: Refusal };

const send = fetchBaseQuery({ baseUrl: apiBase, credentials: "include" });

async function ask(args: FetchArgs, api: BaseQueryApi): Promise<Answer> {
  const { data, error, meta } = await send(args, api, {});
  if (error === undefined) return { data };
  return { error: refusalOf(error.data, meta?.response?.headers.get("Retry-After") ?? null) };
}

const askRenewing: BaseQueryFn<FetchArgs, unknown, Refusal> = async (args, api) => {
  const first = await ask(args, api);
  if (!("error" in first) || first.error.code !== "session_required") return first;
  const outcome = await renewSession()(api.dispatch, api.getState, api.extra);
  if (outcome.kind === "renewed") return ask(args, api);
  return outcome.kind === "ended" ? first : { error: refusalOf(null, null) };
};

export const api = createApi({
  reducerPath: "api",
  baseQuery: askRenewing,
  tagTypes: ["Rooms", "Room"],
  endpoints: () => ({}),
});
