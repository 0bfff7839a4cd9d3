import { configureStore } from "@reduxjs/toolkit";
import { afterEach, expect, test, vi } from "vitest";

import { api } from "./base";
import { sessionsApi } from "./sessions";

// Before the modules are read: they ask for the address once.
vi.hoisted(() => {
  vi.stubEnv("VITE_BACKEND_URL", "http://gethory.test/api");
});

/** Ends sessions at a server that answers each id with a status and a code. */
async function ending(answers: Record<string, readonly [status: number, code: string]>) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    const id = new URL(request.url).pathname.replace("/api/sessions/", "");
    asked.push(`${request.method} ${id}`);
    const [status, code] = answers[id] ?? [500, "unavailable"];
    return Promise.resolve(Response.json({ msg: "", code, detail: "" }, { status }));
  });
  const store = configureStore({
    reducer: { api: api.reducer },
    middleware: (standard) => standard().concat(api.middleware),
  });
  const { endSessions } = sessionsApi.endpoints;
  return { asked, answer: await store.dispatch(endSessions.initiate(Object.keys(answers))) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("every session is ended, and one that has ended already is as good as ended", async () => {
  const { asked, answer } = await ending({ one: [200, ""], two: [404, "session_not_found"] });
  expect(asked).toEqual(["DELETE one", "DELETE two"]);
  expect(answer).toEqual({ data: null });
});

test("one that could not be ended is an error, after all of them were asked for", async () => {
  const { asked, answer } = await ending({ one: [503, "unavailable"], two: [200, ""] });
  expect(asked).toHaveLength(2);
  expect(answer.error).toMatchObject({ code: "unavailable" });
});
