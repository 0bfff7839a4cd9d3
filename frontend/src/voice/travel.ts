/** By what kind of way sound travels between two browsers, as their statistics tell; no addresses. */
import type { ReportConnection } from "../wire";

export interface Travel extends Required<Pick<ReportConnection, "path" | "protocol">> {
  /** The relay, if there is one, is at this end. */
  readonly relayedHere: boolean;
}

/** What is read of statistics: the identifiers of the specification, each perhaps not there. */
interface Stat {
  readonly type: string;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly nominated?: boolean;
  /** Firefox's word for the pair in use. */
  readonly selected?: boolean;
  readonly state?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
}

/** Null when the browser does not tell, or there is no way yet. */
export function travelOf(report: Iterable<readonly [string, Stat]>): Travel | null {
  const stats = new Map(report);
  const pair = pairInUse(stats);
  const local = stats.get(pair?.localCandidateId ?? "");
  const remote = stats.get(pair?.remoteCandidateId ?? "");
  if (!local || !remote) return null;
  const protocol = local.relayProtocol ?? local.protocol;
  const relayedHere = local.candidateType === "relay";
  return { path: pathOf(local, remote), protocol: known(protocol), relayedHere };
}

function pairInUse(stats: ReadonlyMap<string, Stat>): Stat | undefined {
  const all = [...stats.values()];
  const transport = all.find((stat) => stat.selectedCandidatePairId !== undefined);
  const pairs = all.filter(({ type }) => type === "candidate-pair");
  return (
    stats.get(transport?.selectedCandidatePairId ?? "") ??
    pairs.find(({ selected }) => selected) ??
    pairs.find(({ nominated, state }) => nominated && state === "succeeded")
  );
}

/** An address that only the other side saw (`prflx`) was made by a translation, too. */
function pathOf(local: Stat, remote: Stat): Travel["path"] {
  const ends = [local.candidateType, remote.candidateType];
  if (ends.includes("relay")) return "relay";
  return ends.every((end) => end === "host") ? "host" : "srflx";
}

function known(protocol: string | undefined): Travel["protocol"] {
  return protocol === "udp" || protocol === "tcp" || protocol === "tls" ? protocol : null;
}
