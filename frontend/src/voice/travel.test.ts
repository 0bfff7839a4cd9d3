import { describe, expect, it } from "vitest";

import { travelOf } from "./travel";

type Stats = Record<string, Record<string, unknown>>;

function told(stats: Stats): ReturnType<typeof travelOf> {
  return travelOf(Object.entries(stats).map(([id, stat]) => [id, { type: "", ...stat }] as const));
}

function pair(local: object, remote: object): Stats {
  return {
    T: { type: "transport", selectedCandidatePairId: "P" },
    P: { type: "candidate-pair", localCandidateId: "L", remoteCandidateId: "R" },
    L: { type: "local-candidate", protocol: "udp", address: "192.0.2.7", ...local },
    R: { type: "remote-candidate", protocol: "udp", address: "192.0.2.8", ...remote },
  };
}

describe("by what kind of way sound travels", () => {
  it.each([
    ["host", "host", "host"],
    ["srflx", "host", "srflx"],
    ["host", "srflx", "srflx"],
    ["host", "prflx", "srflx"],
    ["relay", "host", "relay"],
    ["prflx", "relay", "relay"],
  ])("from %s to %s it is %s", (local, remote, path) => {
    const way = told(pair({ candidateType: local }, { candidateType: remote }));
    expect(way).toEqual({ path, protocol: "udp", relayedHere: local === "relay" });
  });

  it.each(["udp", "tcp", "tls"])(
    "to a relay of ours it is what leads there: %s",
    (relayProtocol) => {
      const local = { candidateType: "relay", relayProtocol };
      expect(told(pair(local, { candidateType: "host" }))?.protocol).toBe(relayProtocol);
    },
  );

  it("no address is in it, and no word that nobody knows", () => {
    const way = told(pair({ candidateType: "host", protocol: "sctp" }, { candidateType: "host" }));
    expect(way).toEqual({ path: "host", protocol: null, relayedHere: false });
  });

  it("browsers say in three ways which pair is in use", () => {
    const { T: _, P, ...ends } = pair({ candidateType: "host" }, { candidateType: "host" });
    const other = { type: "candidate-pair", state: "succeeded", localCandidateId: "X" };
    expect(told({ other, P: { ...P, selected: true }, ...ends })?.path).toBe("host");
    expect(told({ other, P: { ...P, nominated: true, state: "succeeded" }, ...ends })?.path).toBe(
      "host",
    );
    expect(told({ other, P: { ...P, nominated: true, state: "failed" }, ...ends })).toBeNull();
    expect(told({})).toBeNull();
  });
});
