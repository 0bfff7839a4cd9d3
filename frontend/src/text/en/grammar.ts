/** How English counts and joins. */
import { grammarOf } from "../grammar";

export const { count, everyOf } = grammarOf("en");

/** "Ada", "Ada and Bob", "Ada and 3 others". */
export function listOf(names: readonly string[]): string {
  return names.length < 3 ? everyOf(names) : `${names[0]} and ${names.length - 1} others`;
}
