/** How a face without a picture looks: colours from the id, initials from the name. */

/** No hue near the one that means sound. */
const HUES = [8, 28, 48, 68, 90, 120, 228, 254, 280, 304, 328, 350] as const;
const DIRECTIONS = [150, 165, 195, 210] as const;
const DISCS = [
  ["-44%", "48%"],
  ["40%", "-42%"],
  ["36%", "50%"],
  ["-52%", "-34%"],
  ["-10%", "62%"],
  ["52%", "6%"],
] as const;

export interface FaceLook {
  /** Degrees on the oklch wheel. */
  readonly hue: number;
  /** Degrees of the gradient. */
  readonly direction: number;
  /** Where the inner disc stands, `left` and `top`. */
  readonly disc: readonly [string, string];
}

/** FNV-1a 32 with a final mix, unsigned: the same id has the same look everywhere. */
function hashOf(id: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) {
    h = Math.imul(h ^ byte, 0x01000193);
  }
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  return h >>> 0;
}

export function faceLook(id: string): FaceLook {
  const h = hashOf(id);
  return {
    hue: HUES[h % HUES.length] ?? 8,
    direction: DIRECTIONS[(h >>> 8) % DIRECTIONS.length] ?? 165,
    disc: DISCS[(h >>> 16) % DISCS.length] ?? DISCS[0],
  };
}

/** The first grapheme of the first two words of a name, one for a single name. */
export function initials(name: string): string {
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return name
    .trim()
    .split(/\s+/u)
    .slice(0, 2)
    .map((word) => graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? "")
    .join("")
    .toLocaleUpperCase();
}

/** The server sends `…/storage/profile.png` for whoever chose no picture: we draw initials. */
export function hasPicture(avatar: string | null | undefined): avatar is string {
  return Boolean(avatar) && avatar?.endsWith("/storage/profile.png") === false;
}
