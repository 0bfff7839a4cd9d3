/** Reads the statistics of a connection for the path that its sound takes. */

interface Report {
  readonly type: string;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: RTCIceCandidateType;
}

/** `ours`: the relay is at this end. Null where no path was chosen. */
export function pathOf(stats: RTCStatsReport): { relayed: boolean; ours: boolean } | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library types them as any
  const reports = stats as unknown as ReadonlyMap<string, Report>;
  const transport = [...reports.values()].find((report) => report.selectedCandidatePairId);
  const pair = reports.get(transport?.selectedCandidatePairId ?? "");
  if (!pair) return null;
  const typeOf = (id = "") => reports.get(id)?.candidateType;
  const ours = typeOf(pair.localCandidateId) === "relay";
  return { ours, relayed: ours || typeOf(pair.remoteCandidateId) === "relay" };
}
