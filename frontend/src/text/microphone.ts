/** Every way a microphone fails, in words: what happened, and who can do what about it. */
import type { MicrophoneState } from "../voice/types";
import { textOf } from "./words";

export interface Problem {
  readonly title: string;
  readonly hint: string;
  /** What the button does that tries again; without it nothing the person does here helps. */
  readonly retry?: string;
  /** What the person who runs the server has to know, to hand on. */
  readonly forAdmin?: string;
}

/** While it works nothing is said. */
export type Problems = Readonly<
  Record<Exclude<MicrophoneState, "off" | "opening" | "live">, Problem>
>;

const problems = textOf("call", "problems");
const whereToAllow = textOf("call", "whereToAllow");
const whereInSystem = textOf("call", "whereInSystem");
export const forAdminText = textOf("call", "forAdminText");

/** How browsers and systems call themselves; the first that fits. */
const BROWSERS: readonly (readonly [RegExp, keyof typeof whereToAllow])[] = [
  [/iphone|ipad/iu, "ios"],
  [/firefox/iu, "firefox"],
  [/edg|chrom/iu, "chromium"],
  [/safari/iu, "safari"],
];

const SYSTEMS: readonly (readonly [RegExp, keyof typeof whereInSystem])[] = [
  [/iphone|ipad/iu, "ios"],
  [/android/iu, "android"],
  [/mac os/iu, "mac"],
  [/windows/iu, "windows"],
];

/** Undefined while nothing is wrong. `agent` is how the browser calls itself. */
export function microphoneProblem(
  state: MicrophoneState,
  agent: string = globalThis.navigator?.userAgent ?? "",
): Problem | undefined {
  if (state === "off" || state === "opening" || state === "live") return undefined;
  const problem = problems[state];
  const hint = whereOf(state, agent);
  return hint === undefined ? problem : { ...problem, hint };
}

function whereOf(state: MicrophoneState, agent: string): string | undefined {
  const known = <K>(names: readonly (readonly [RegExp, K])[]) =>
    names.find(([fits]) => fits.test(agent))?.[1];
  const browser = state === "denied" ? known(BROWSERS) : undefined;
  if (browser !== undefined) return whereToAllow[browser];
  const system = state === "system_denied" ? known(SYSTEMS) : undefined;
  return system === undefined ? undefined : whereInSystem[system];
}
