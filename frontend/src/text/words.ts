/**
 * The words of the language that is spoken now. A language is a folder beside this file; each of its
 * parts is fetched with the pages that need it. English says what a language has to have.
 */
import type call from "./en/call";
import type first from "./en/first";
import type more from "./en/more";
import { isolatedFacts } from "./isolate";
import { DEFAULT_LANGUAGE, directionOf } from "./languages";
import { live } from "./live";

export type FirstWords = typeof first;
export type CallWords = typeof call;
export type MoreWords = typeof more;

interface Words {
  readonly first: FirstWords;
  readonly call: CallWords;
  readonly more: MoreWords;
}

export type Part = keyof Words;

const FILES = import.meta.glob<{ default: Words[Part] }>("./*/{first,call,more}.ts");

/** Every language there is, by its tag (BCP 47), in the order of the tags. */
export const LANGUAGES: readonly string[] = Object.keys(FILES).flatMap(
  (file) => /^\.\/([^/]+)\/first\.ts$/u.exec(file)?.[1] ?? [],
);

const come = new Map<string, Words[Part]>();
const asked = new Set<Part>();
const listeners = new Set<() => void>();
let spoken = DEFAULT_LANGUAGE;

export function languageNow(): string {
  return spoken;
}

/** Before any words are asked for: which ones it will be. */
export function begin(language: string): void {
  spoken = language;
}

/** Tells of each change of the language; gives back how to stop that. */
export function onLanguage(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** Fetches what is not here yet. @throws TypeError when the server does not answer. */
export async function bringWords(...parts: Part[]): Promise<void> {
  for (const part of parts) asked.add(part);
  let language: string;
  do {
    language = spoken;
    await fetchAll(language, parts);
  } while (language !== spoken);
}

/** Fetches a page together with the words that it says. */
export async function withWords<M>(page: Promise<M>, ...parts: Part[]): Promise<M> {
  const [module] = await Promise.all([page, bringWords(...parts)]);
  return module;
}

/** From now on every word is of this language; what was asked for before is here by then. */
export async function speak(language: string): Promise<void> {
  while ([...asked].some((part) => !come.has(`${language}/${part}`))) {
    await fetchAll(language, [...asked]);
  }
  if (language === spoken) return;
  spoken = language;
  for (const changed of listeners) changed();
}

async function fetchAll(language: string, parts: readonly Part[]): Promise<void> {
  await Promise.all(parts.map((part) => fetchPart(language, part)));
}

async function fetchPart(language: string, part: Part): Promise<void> {
  const fetchFile = FILES[`./${language}/${part}.ts`];
  if (fetchFile === undefined) throw new RangeError(`No words for ${language}.`);
  come.set(`${language}/${part}`, (await fetchFile()).default);
}

function now<P extends Part>(part: P): Words[P] | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `fetchPart` put it there
  return come.get(`${spoken}/${part}`) as Words[P] | undefined;
}

/** Words of one kind: what is read of them is always of the language of now. */
export function textOf<P extends Part, K extends keyof Words[P]>(part: P, name: K): Words[P][K] {
  return live(
    () => now(part)?.[name],
    (facts) => isolatedFacts(facts, directionOf(spoken)),
  );
}
