/** How a language counts and joins, by what the browser knows of it. */
import { withPlainDigits } from "./languages";

export interface Grammar {
  /** "1,234". */
  readonly count: (n: number) => string;
  /** "Ada, Bob, and Cleo". */
  readonly everyOf: (names: readonly string[]) => string;
  /** Which form of a word stands with so many; `forms` has those that the language knows. */
  readonly plural: (n: number, forms: Forms) => string;
}

/** By the names of Intl.PluralRules; `other` stands for those that are not given. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export function grammarOf(language: string): Grammar {
  const tag = withPlainDigits(language);
  const numbers = new Intl.NumberFormat(tag);
  const lists = new Intl.ListFormat(language, { type: "conjunction" });
  const rules = new Intl.PluralRules(language);
  return {
    count: (n) => numbers.format(n),
    everyOf: (names) => lists.format(names),
    plural: (n, forms) => forms[rules.select(n)] ?? forms.other,
  };
}
