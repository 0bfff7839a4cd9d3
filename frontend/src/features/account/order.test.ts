import { expect, test } from "vitest";

import type { SessionWords } from "../../wire";
import { inOrder } from "./order";

function session(_id: string, lastSeenAt: string, currentSession = false): SessionWords {
  return { _id, createdAt: lastSeenAt, lastSeenAt, userAgent: "", currentSession };
}

test("here comes first, then who was seen last", () => {
  const given = [
    session("long ago", "2026-11-01T07:00:00.000Z"),
    session("here", "2026-11-20T07:00:00.000Z", true),
    session("just now", "2026-11-24T07:00:00.000Z"),
  ];
  expect(inOrder(given).map(({ _id }) => _id)).toEqual(["here", "just now", "long ago"]);
});
