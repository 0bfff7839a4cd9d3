/** The words of a call that goes on: the small bar, hearing nobody, talking while muted. */
import { textOf } from "./words";

export const callingText = textOf("call", "callingText");
export const elsewhereText = textOf("call", "elsewhereText");

/** "Ada and Bob are speaking", "Nobody is speaking". */
export function whoSpeaks(names: readonly string[]): string {
  return callingText.whoSpeaks(names);
}

/** What one asks for with a key, without looking. */
export function statusText(truth: string, people: number, connection: string | null): string {
  const facts = [truth, callingText.here(people), connection];
  return facts.filter((fact) => fact !== null).join(". ") + ".";
}
