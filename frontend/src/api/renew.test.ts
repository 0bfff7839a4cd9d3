import { expect, test } from "vitest";

import type { AcrossTabs } from "./renew";
import { createRenew } from "./renew";

const alone: AcrossTabs = (once) => once();

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status });
}

test("however many ask at once, the server is asked once", async () => {
  let asked = 0;
  const renew = createRenew(
    "/api",
    () => {
      asked += 1;
      return Promise.resolve(answer(200, { msg: "", expiresAt: "2026-11-24T07:00:00.000Z" }));
    },
    alone,
  );
  const outcomes = await Promise.all([renew(), renew(), renew()]);
  expect(asked).toBe(1);
  expect(outcomes[2]).toEqual({ kind: "renewed", expiresAt: "2026-11-24T07:00:00.000Z" });
});

test("the next one to ask after that asks again", async () => {
  let asked = 0;
  const renew = createRenew(
    "/api",
    () => {
      asked += 1;
      return Promise.resolve(answer(200, {}));
    },
    alone,
  );
  await renew();
  await renew();
  expect(asked).toBe(2);
});

test("401 ends the session, anything else is a server that is not there", async () => {
  const answering = (status: number) =>
    createRenew("/api", () => Promise.resolve(answer(status, {})), alone)();
  expect(await answering(401)).toEqual({ kind: "ended" });
  expect(await answering(503)).toEqual({ kind: "unreachable" });
  expect(await answering(429)).toEqual({ kind: "unreachable" });
  const cut = createRenew("/api", () => Promise.reject(new TypeError("cut")), alone);
  expect(await cut()).toEqual({ kind: "unreachable" });
});
