/** How German counts and joins. */
import { grammarOf } from "../grammar";

export const { count, everyOf } = grammarOf("de");

/** "Ada", "Ada und Bob", "Ada und 3 weitere". */
export function listOf(names: readonly string[]): string {
  return names.length < 3 ? everyOf(names) : `${names[0]} und ${names.length - 1} weitere`;
}
