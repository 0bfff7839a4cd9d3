/** From what a try gave to what is said about it. Pure. */
import {
  type Finding,
  type RelayKind,
  relayText,
  stunText,
  unaskedText,
} from "../../text/diagnostics";
import type { ProbeResult } from "../../voice";
import type { Diagnosis, IceServer } from "../../wire";

export const RELAY_KINDS: readonly RelayKind[] = ["udp", "tcp", "tls"];

/** Nothing to try, or what to try. */
export type Trial = { readonly finding: Finding } | { readonly server: RTCIceServer };

export function stunTrial(diagnosis: Diagnosis | null): Trial {
  if (diagnosis === null) return { finding: unaskedText };
  const server = serverWith(diagnosis.iceServers, (url) => url.startsWith("stun:"));
  return server === null ? { finding: stunText.none } : { server };
}

export function relayTrial(diagnosis: Diagnosis | null, kind: RelayKind): Trial {
  if (diagnosis === null) return { finding: unaskedText };
  if (diagnosis.relays === "none") return { finding: relayText.none };
  if (diagnosis.relays === "withheld") return { finding: relayText.withheld };
  const server = serverWith(diagnosis.iceServers, (url) => kindOf(url) === kind);
  return server === null ? { finding: relayText.notOffered(kind) } : { server };
}

export function stunFinding({ outcome }: ProbeResult): Finding {
  return outcome === "ok" ? stunText.good : stunText.bad;
}

export function relayFinding({ outcome, afterMs }: ProbeResult, kind: RelayKind): Finding {
  if (outcome === "ok") return relayText.good(afterMs);
  // 701 is the browser's own word for no answer.
  if (outcome === "silent" || outcome >= 700) return relayText.silent(kind);
  if (outcome === 401) return relayText.refuses;
  return outcome === 486 || outcome === 508 ? relayText.full(outcome) : relayText.other(outcome);
}

function kindOf(url: string): RelayKind | null {
  if (url.startsWith("turns:")) return "tls";
  if (!url.startsWith("turn:")) return null;
  return url.endsWith("=tcp") ? "tcp" : "udp";
}

/** The first URL of that kind, alone. */
function serverWith(
  servers: readonly IceServer[],
  wanted: (url: string) => boolean,
): RTCIceServer | null {
  for (const { urls, username, credential } of servers) {
    const url = urls.find(wanted);
    if (url === undefined) continue;
    return username === null || credential === null
      ? { urls: url }
      : { urls: url, username, credential };
  }
  return null;
}
