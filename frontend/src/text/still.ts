/** The words of the pages that are drawn while the client is built; no browser fetches them. */
import type english from "./en/still";

export type StillWords = typeof english;

const FILES = import.meta.glob<{ default: StillWords }>("./*/still.ts", { eager: true });

/** @throws RangeError for a language without them. */
export function stillWords(language: string): StillWords {
  const file = FILES[`./${language}/still.ts`];
  if (file === undefined) throw new RangeError(`No words for pages in ${language}.`);
  return file.default;
}
