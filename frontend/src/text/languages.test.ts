import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { DEFAULT_LANGUAGE, directionOf, fitting, ownName } from "./languages";
import { LANGUAGES } from "./words";

const TEXT = new URL("./", import.meta.url).pathname;
const FRONTEND = new URL("../../", import.meta.url).pathname;
const OTHERS = LANGUAGES.filter((language) => language !== DEFAULT_LANGUAGE);
const FILES = import.meta.glob<{ default: object }>("./*/{first,call,more,still}.ts", {
  eager: true,
});

/** Where each sentence stands, and what kind it is; in a language that is all that may not differ. */
function shapeOf(words: object, at = ""): string[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === "object" && value !== null) return shapeOf(value, `${at}.${name}`);
    if (typeof value === "string" && value === "" && name !== "hint") return `${at}.${name}: empty`;
    return `${at}.${name}: ${typeof value}`;
  });
}

/** Retries and remedies that one language may leave out would be missed here: none does. */
const shape = (language: string, part: string) =>
  shapeOf(FILES[`./${language}/${part}.ts`]?.default ?? {}).toSorted();

describe.each(OTHERS)("in %s", (language) => {
  test.each(["first", "call", "more", "still"])("nothing of the part %s is missing", (part) => {
    expect(shape(language, part)).toEqual(shape(DEFAULT_LANGUAGE, part));
  });
});

function* sourcesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = `${folder}${name}`;
    if (statSync(path).isDirectory()) {
      if (!OTHERS.some((language) => path === `${TEXT}${language}`)) yield* sourcesIn(`${path}/`);
    } else if (/\.(?:tsx?|js|html)$/u.test(name) && !/\.test\./u.test(name)) {
      yield path;
    }
  }
}

test("a language is a folder: nothing beside it names it", () => {
  const folders = readdirSync(TEXT).filter((name) => statSync(`${TEXT}${name}`).isDirectory());
  expect(LANGUAGES).toEqual(folders);
  const named = new RegExp(`["'\`/](?:${OTHERS.join("|")})(?:-[A-Z]{2})?["'\`/]`, "u");
  const places = ["src/", "build/", "public/"].flatMap((folder) => [
    ...sourcesIn(`${FRONTEND}${folder}`),
  ]);
  const naming = [...places, `${FRONTEND}vite.config.ts`].filter((file) =>
    named.test(readFileSync(file, "utf8")),
  );
  expect(places.length).toBeGreaterThan(200);
  expect(naming).toEqual([]);
});

test("somebody reads the first of their languages that there is, of whatever region", () => {
  expect(fitting(["fr-FR", "de-AT", "en"], ["ar", "de", "en"])).toBe("de");
  expect(fitting(["pt-br"], ["pt-BR", "pt"])).toBe("pt-BR");
  expect(fitting(["tlh"], ["ar", "de"])).toBe(DEFAULT_LANGUAGE);
});

test("a language has its own name and its own direction", () => {
  expect(["de", "ar", "pt-BR"].map(ownName)).toEqual(["Deutsch", "العربية", "Português (Brasil)"]);
  expect(["de", "ar", "fa-IR", "arn"].map(directionOf)).toEqual(["ltr", "rtl", "rtl", "ltr"]);
});
