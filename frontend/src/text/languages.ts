/** Languages by their tags (BCP 47): which way they are written, and which one fits somebody. */

export const DEFAULT_LANGUAGE = "en";

const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi)(?:-|$)/u;

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
}

/** For `Intl`: digits are 0 to 9 in every language, as on a running clock. */
export function withPlainDigits(language: string): string {
  return `${language}-u-nu-latn`;
}

/** The first language offered that somebody wishes; without its region where that is not there. */
export function fitting(wishes: readonly string[], offered: readonly string[]): string {
  for (const wish of wishes) {
    const parts = wish.toLowerCase().split("-");
    for (let kept = parts.length; kept > 0; kept -= 1) {
      const tag = parts.slice(0, kept).join("-");
      const found = offered.find((language) => language.toLowerCase() === tag);
      if (found !== undefined) return found;
    }
  }
  return DEFAULT_LANGUAGE;
}

/** What a language calls itself: "Deutsch". */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
