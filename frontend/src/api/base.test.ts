import { configureStore } from "@reduxjs/toolkit";
import { afterEach, expect, test, vi } from "vitest";

import { sessionReducer } from "../state/session";
import { accountApi } from "./account";
import { api } from "./base";
import type { Renew, RenewOutcome } from "./renew";
import { roomsApi } from "./rooms";

// Before the modules are read: they ask for the address once.
vi.hoisted(() => {
  vi.stubEnv("VITE_BACKEND_URL", "http://gethory.test/api");
});

const ROOM = "65f0aa11bb22cc33dd44ee55";
const expired = { status: 401, code: "session_required", detail: "Sign in to go on." };

/** A store whose server answers with `answers`, by path, one after the other. */
function storeWith(answers: Record<string, unknown[]>, outcome: RenewOutcome) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    const path = new URL(request.url).pathname;
    asked.push(path);
    const next = answers[path]?.shift();
    if (next === undefined) return Promise.reject(new TypeError("No route to host"));
    const status = next === expired ? 401 : 200;
    return Promise.resolve(Response.json(next, { status }));
  });
  const renew = vi.fn<Renew>(() => Promise.resolve(outcome));
  const store = configureStore({
    reducer: { api: api.reducer, session: sessionReducer },
    middleware: (standard) =>
      standard({ thunk: { extraArgument: { renew } } }).concat(api.middleware),
  });
  return { store, asked, renew };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("an expired session is renewed silently and the request sent again", async () => {
  const { store, asked, renew } = storeWith(
    { [`/api/room/getroom/${ROOM}`]: [expired, { msg: "", room: { _id: ROOM } }] },
    { kind: "renewed", expiresAt: null },
  );
  const room = await store.dispatch(roomsApi.endpoints.room.initiate(ROOM));
  expect(room.data).toEqual({ _id: ROOM });
  expect(renew).toHaveBeenCalledOnce();
  expect(asked).toHaveLength(2);
});

test("a request refused again after the renewal is not tried a third time", async () => {
  const { store, asked } = storeWith(
    { "/api/user": [expired, expired, expired] },
    { kind: "renewed", expiresAt: null },
  );
  await store.dispatch(accountApi.endpoints.me.initiate());
  expect(asked).toHaveLength(2);
});

test("without a session somebody is a guest, not an error", async () => {
  const { store } = storeWith({ "/api/user": [expired] }, { kind: "ended" });
  await store.dispatch(accountApi.endpoints.me.initiate());
  expect(store.getState().session).toEqual({ status: "signed_out" });
});

test("a server that does not answer is unreachable, and nobody is signed out by it", async () => {
  const { store } = storeWith({}, { kind: "unreachable" });
  const me = await store.dispatch(accountApi.endpoints.me.initiate());
  expect(me.error).toMatchObject({ code: "server_unreachable" });
  expect(store.getState().session).toEqual({ status: "unreachable" });
});

test("a proxy's page instead of our answer is unreachable too", async () => {
  vi.stubGlobal("fetch", () =>
    Promise.resolve(new Response("<h1>502</h1>", { status: 502, headers: { "Retry-After": "5" } })),
  );
  const store = configureStore({
    reducer: { api: api.reducer },
    middleware: (standard) => standard().concat(api.middleware),
  });
  const room = await store.dispatch(roomsApi.endpoints.room.initiate(ROOM));
  expect(room.error).toMatchObject({ code: "server_unreachable" });
});
