/** Every way a microphone fails, in words: what happened, and who can do what about it. */
import type { MicrophoneState } from "../voice/types";

export interface Problem {
  readonly title: string;
  readonly hint: string;
  /** What the button does that tries again; without it nothing the person does here helps. */
  readonly retry?: string;
  /** What the person who runs the server has to know, to hand on. */
  readonly forAdmin?: string;
}

/** Every way a microphone fails: what happened, and who can do what about it. */
const PROBLEMS: Partial<Record<MicrophoneState, Problem>> = {
  dismissed: {
    title: "Microphone not allowed yet",
    hint: "You closed the question. Nothing is wrong: ask again whenever you like.",
    retry: "Ask again",
  },
  denied: {
    title: "Microphone is blocked",
    hint: "Allow the microphone in the settings of this site, then come back here.",
    retry: "I’ve allowed it",
  },
  system_denied: {
    title: "Your system blocks the microphone",
    hint: "Open your system’s privacy settings, then Microphone, and switch this browser on.",
    retry: "Try again",
  },
  missing: {
    title: "No microphone found",
    hint: "Plug one in: we notice it. Or try again.",
    retry: "Try again",
  },
  busy: {
    title: "Microphone is busy",
    hint: "Another app or tab is using it. Close that one, then try again.",
    retry: "Try again",
  },
  silent: {
    title: "We don’t hear anything",
    hint: "Your microphone is on and gives no sound. Look for a switch on it, or choose another one.",
  },
  paused: {
    title: "Your device holds the microphone back",
    hint: "A phone call, perhaps, or a privacy switch. It goes on by itself when that ends.",
  },
  unplugged: {
    title: "Microphone disconnected",
    hint: "You were muted. Plug it in again or use another one.",
    retry: "Use another microphone",
  },
  insecure: {
    title: "This address is not secure",
    hint: "Browsers give microphones only to https or localhost. The person who runs this server can set up TLS.",
    forAdmin:
      "Gethory is open on an address without TLS, where browsers give no microphone. It needs https (or localhost): put a certificate on the server or its proxy.",
  },
  policy: {
    title: "The server forbids microphones",
    hint: "A Permissions-Policy header is in the way, often a proxy’s default. The person who runs this server can change it.",
    forAdmin:
      "The page of Gethory arrives with a Permissions-Policy header that forbids microphones. It has to allow them: Permissions-Policy: microphone=(self).",
  },
  unsupported: {
    title: "Your browser can’t make calls here",
    hint: "A current Firefox, Chrome, Edge or Safari can.",
  },
};

/** Where each browser hides it; the first that fits. */
const WHERE_TO_ALLOW: readonly (readonly [RegExp, string])[] = [
  [
    /iphone|ipad/iu,
    "Press the page menu beside the address, then Website Settings, and allow the microphone.",
  ],
  [
    /firefox/iu,
    "Press the crossed-out microphone beside the address, and remove the block. Then come back here.",
  ],
  [/edg|chrom/iu, "Press the sign left of the address and switch the microphone on. We notice it."],
  [
    /safari/iu,
    "In Safari’s menu choose Settings for this Website, and allow the microphone. Then come back here.",
  ],
];

const WHERE_IN_SYSTEM: readonly (readonly [RegExp, string])[] = [
  [/iphone|ipad/iu, "Settings → Privacy & Security → Microphone: switch your browser on."],
  [/android/iu, "Settings → Apps → your browser → Permissions → Microphone: allow it."],
  [/mac os/iu, "System Settings → Privacy & Security → Microphone: switch your browser on."],
  [/windows/iu, "Settings → Privacy & security → Microphone: let desktop apps use it."],
];

/** Undefined while nothing is wrong. `agent` is how the browser calls itself. */
export function microphoneProblem(
  state: MicrophoneState,
  agent: string = globalThis.navigator?.userAgent ?? "",
): Problem | undefined {
  const problem = PROBLEMS[state];
  const places = { denied: WHERE_TO_ALLOW, system_denied: WHERE_IN_SYSTEM };
  if (problem === undefined || (state !== "denied" && state !== "system_denied")) return problem;
  const place = places[state].find(([fits]) => fits.test(agent));
  return place === undefined ? problem : { ...problem, hint: place[1] };
}

export const forAdminText = {
  copy: "Copy for the admin",
  copied: "Copied",
  aloud: "Copied. Send it to the person who runs this server.",
};
