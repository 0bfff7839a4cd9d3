/** Several names in a sentence. */

const conjunction = new Intl.ListFormat("en", { type: "conjunction" });

/** "Ada", "Ada and Bob", "Ada and 3 others". */
export function listOf(names: readonly string[]): string {
  if (names.length < 3) return conjunction.format(names);
  return `${names[0]} and ${names.length - 1} others`;
}
