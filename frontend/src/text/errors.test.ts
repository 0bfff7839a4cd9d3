import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { errorText, sentenceOf } from "./errors";

const generated = readFileSync(new URL("../wire/gen.ts", import.meta.url), "utf8");
const codes = /type ErrorCode =([^;]+);/u.exec(generated)?.[1]?.match(/\w+/gu) ?? [];

test("every code the server has is a sentence for people", () => {
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !Object.hasOwn(errorText, code))).toEqual([]);
});

test("every sentence begins with a capital and ends with a full stop", () => {
  expect(Object.values(errorText).filter((words) => !/^[A-Z].+\.$/u.test(words))).toEqual([]);
});

test("a wait the server names is told in words", () => {
  const limited = { code: "rate_limited", retryAfterS: 42 } as const;
  expect(sentenceOf(limited)).toContain("42 s");
  expect(sentenceOf({ ...limited, retryAfterS: 60 })).toContain("a minute");
  expect(sentenceOf({ ...limited, retryAfterS: 601 })).toContain("11 minutes");
  expect(sentenceOf({ ...limited, retryAfterS: null })).toBe(errorText.rate_limited);
});
