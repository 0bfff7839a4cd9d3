import { configureStore } from "@reduxjs/toolkit";
import { afterEach, expect, test, vi } from "vitest";

import { keepInvite, keptInvite } from "../state/invites";
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
    return Promise.resolve(Response.json(next, { status: statusOf(next) }));
  });
  const renew = vi.fn<Renew>(() => Promise.resolve(outcome));
  const store = configureStore({
    reducer: { api: api.reducer, session: sessionReducer },
    middleware: (standard) =>
      standard({ thunk: { extraArgument: { renew } } }).concat(api.middleware),
  });
  return { store, asked, renew };
}

function statusOf(answer: unknown): number {
  const told = typeof answer === "object" && answer !== null && "status" in answer;
  return told && typeof answer.status === "number" ? answer.status : 200;
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

test("an invite is shown once, with the first question about its room", async () => {
  const room = { msg: "", room: { _id: ROOM } };
  const { store, asked } = storeWith(
    { [`/api/room/${ROOM}/accept`]: [room], [`/api/room/getroom/${ROOM}`]: [room] },
    { kind: "ended" },
  );
  keepInvite(ROOM, "TOKEN");
  await store.dispatch(roomsApi.endpoints.room.initiate(ROOM));
  await store.dispatch(roomsApi.endpoints.room.initiate(ROOM, { forceRefetch: true }));
  expect(asked).toEqual([`/api/room/${ROOM}/accept`, `/api/room/getroom/${ROOM}`]);
});

test("an invite that opens nothing is forgotten, one that nobody answered is not", async () => {
  const nothing = { status: 404, code: "room_not_found", detail: "There is no such room." };
  const { store } = storeWith({ [`/api/room/${ROOM}/accept`]: [nothing] }, { kind: "ended" });
  keepInvite(ROOM, "TOKEN");
  await store.dispatch(roomsApi.endpoints.room.initiate(ROOM));
  await vi.waitFor(() => expect(keptInvite(ROOM)).toBeNull());

  keepInvite(ROOM, "TOKEN");
  await store.dispatch(roomsApi.endpoints.room.initiate(ROOM, { forceRefetch: true }));
  expect(keptInvite(ROOM)).toBe("TOKEN");
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
