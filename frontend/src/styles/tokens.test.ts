import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]+)\\}`, "u").exec(css)?.[1] ?? "";
  const pairs = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)];
  return new Map(pairs.map(([, name = "", hex = ""]) => [name, hex]));
}

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["canvas", "surface-1", "surface-2", "surface-3"];
const TEXTS = [
  "text",
  "text-muted",
  "text-subtle",
  "accent-text",
  "voice-text",
  "danger-text",
  "warning-text",
];
const SHAPES = ["border-strong", "accent-edge", "voice", "focus"];
const PAIRS = [
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-voice", "voice-fill"],
  ["on-danger", "danger"],
  ["text", "field"],
  ["text-subtle", "field"],
  ["text", "lit"],
] as const;

for (const theme of ["dark", "light"]) {
  const tokens = tokensOf(theme);

  /** Which of the pairs have too little contrast. */
  const faint = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs.filter(([one, other]) => {
      const ratio = contrast(tokens.get(one) ?? "", tokens.get(other) ?? "");
      return !(ratio >= least);
    });

  test(`in ${theme}, text is readable on every surface`, () => {
    expect(faint(crossed(TEXTS, SURFACES), 4.5)).toEqual([]);
    expect(faint(PAIRS, 4.5)).toEqual([]);
  });

  test(`in ${theme}, lines and signs are seen on every surface`, () => {
    expect(faint(crossed(SHAPES, SURFACES), 3)).toEqual([]);
  });
}

function crossed(ones: readonly string[], others: readonly string[]): [string, string][] {
  return ones.flatMap((one) => others.map((other): [string, string] => [one, other]));
}
