/** The browser and the system behind a User-Agent line, by the names people know. Pure. */

export interface Device {
  /** Null when the line does not say. */
  readonly browser: string | null;
  readonly system: string | null;
  readonly handheld: boolean;
}

type Names = readonly (readonly [name: string, sign: RegExp])[];

/** The first that fits: nearly all of them also claim to be Chrome, Safari or both. */
const BROWSERS: Names = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//u],
  ["Opera", /\b(?:OPR|OPT|OPiOS)\//u],
  ["Samsung Internet", /\bSamsungBrowser\//u],
  ["Vivaldi", /\bVivaldi\//u],
  ["DuckDuckGo", /\b(?:DuckDuckGo|Ddg)\//u],
  ["Firefox", /\b(?:Firefox|FxiOS)\//u],
  ["Chrome", /\b(?:Headless)?Chrome\/|\bCriOS\//u],
  ["Safari", /\bVersion\/.*\bSafari\//u],
];

/** Phones say "like Mac OS X" and Linux too, so they come first. */
const SYSTEMS: Names = [
  ["iPhone", /\biP(?:hone|od)\b/u],
  ["iPad", /\biPad\b/u],
  ["Android", /\bAndroid\b/u],
  ["ChromeOS", /\bCrOS\b/u],
  ["Windows", /\bWindows\b/u],
  ["macOS", /\bMac(?:intosh\b| OS X\b)/u],
  ["Linux", /\b(?:Linux|X11)\b/u],
];

const HANDHELD = /\b(?:iPhone|iPod|iPad|Android)\b/u;

/** A program's own name is taken from the beginning of its line, e.g. `curl/8.5.0`. */
const PROGRAM = /^(?!Mozilla\/)[\w.-]{1,40}/u;

export function deviceOf(userAgent: string): Device {
  return {
    browser: nameIn(BROWSERS, userAgent) ?? PROGRAM.exec(userAgent)?.[0] ?? null,
    system: nameIn(SYSTEMS, userAgent),
    handheld: HANDHELD.test(userAgent),
  };
}

function nameIn(names: Names, userAgent: string): string | null {
  return names.find(([, sign]) => sign.test(userAgent))?.[0] ?? null;
}
