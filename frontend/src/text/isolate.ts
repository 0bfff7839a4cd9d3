/** Names inside sentences: one that is written the other way must not turn what stands round it. */

const LEFT_TO_RIGHT = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u;
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u;

/** Unicode Bidirectional Algorithm (UAX 9): an isolate whose direction is that of its first letter. */
const FIRST_STRONG = "\u2068";
const END = "\u2069";

function isolated(fact: unknown, foreign: RegExp): unknown {
  if (Array.isArray(fact)) return fact.map((one: unknown) => isolated(one, foreign));
  return typeof fact === "string" && foreign.test(fact) ? FIRST_STRONG + fact + END : fact;
}

/** What a sentence is told, in a language of that direction. */
export function isolatedFacts(facts: readonly unknown[], direction: "ltr" | "rtl"): unknown[] {
  const foreign = direction === "ltr" ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  return facts.map((fact) => isolated(fact, foreign));
}
