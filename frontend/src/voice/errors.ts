/** What can go wrong, in words the screens can look up. */
import type { ErrorCode, Refused } from "../wire";
import type { MicrophoneState, VoiceError } from "./types";

/** The server said no. */
export class Refusal extends Error {
  readonly code: VoiceError["code"];

  constructor(code: VoiceError["code"], detail: string) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
  }

  static from(refused: Refused): Refusal {
    // A newer server may know codes that this client does not: screens fall back on the detail.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    return new Refusal(refused.code as ErrorCode, refused.detail);
  }
}

/** No answer came: not connected, cut off, or too late. Nobody knows whether it was done. */
export class Unanswered extends Error {
  constructor() {
    super("The server did not answer.");
    this.name = "Unanswered";
  }
}

/** What a refused join means: ask again later, the session is over, or give up and say why. */
export function afterRefusedJoin(code: VoiceError["code"], wasInside: boolean): JoinOutcome {
  if (code === "session_required") return "session_over";
  if (code === "unavailable") return "again";
  // Who clicked can wait and click again; who was inside never asked to be out.
  if (code === "rate_limited" && wasInside) return "again";
  return "failed";
}

export type JoinOutcome = "again" | "session_over" | "failed";

export interface MicrophoneRefusal {
  /** The name of the DOMException that getUserMedia threw. */
  readonly name: string;
  readonly message: string;
  /** What the browser says about the permission; null where it does not tell. */
  readonly permission: PermissionState | null;
}

/** Why there is no microphone. Names follow the Media Capture specification, section 10.2. */
export function microphoneTrouble(refusal: MicrophoneRefusal): MicrophoneState {
  switch (refusal.name) {
    case "NotAllowedError":
      return notAllowed(refusal);
    case "SecurityError":
      return "policy";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "unsupported";
  }
}

/** Browsers use one name for three cases; Chromium tells them apart in the message. */
function notAllowed({ message, permission }: MicrophoneRefusal): MicrophoneState {
  if (/by system/i.test(message)) return "system_denied";
  if (permission === "prompt" || /dismissed/i.test(message)) return "dismissed";
  return "denied";
}
