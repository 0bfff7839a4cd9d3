/** A sentence for people, for every code a refusal can have. */
import type { Refusal } from "../api/refusal";
import { textOf } from "./words";

export const errorText = textOf("first", "errorText");
const waitText = textOf("first", "waitText");

/** The sentence of a refusal; with the seconds to wait where the server named them. */
export function sentenceOf(refusal: Pick<Refusal, "code" | "retryAfterS">): string {
  if (refusal.code === "rate_limited" && refusal.retryAfterS !== null) {
    return waitText.again(waitOf(refusal.retryAfterS));
  }
  return errorText[refusal.code] ?? errorText.unavailable;
}

function waitOf(seconds: number): string {
  return seconds < 60 ? waitText.seconds(seconds) : waitText.minutes(Math.ceil(seconds / 60));
}
