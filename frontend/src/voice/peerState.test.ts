import { describe, expect, it } from "vitest";

import { nextPeerState, PATIENCE_MS, type PeerEvent } from "./peerState";
import type { PeerState } from "./types";

const EVENTS: readonly PeerEvent[] = [
  "begin",
  "connected",
  "disconnected",
  "failed",
  "offered",
  "renewed",
  "impatient",
  "exhausted",
  "close",
];

/** What comes of each state, in the order of the events above; "-" is nothing. */
const EXPECTED: readonly (readonly [PeerState, string])[] = [
  ["new", "connecting - - - connecting connecting - - closed"],
  ["connecting", "- connected - restarting connecting connecting restarting rebuilding closed"],
  ["connected", "- - wobbly restarting - rebuilding - - closed"],
  ["wobbly", "- connected - restarting restarting rebuilding restarting rebuilding closed"],
  ["restarting", "- connected - - restarting rebuilding restarting rebuilding closed"],
  ["rebuilding", "- connected - - rebuilding rebuilding rebuilding lost closed"],
  ["lost", "- connected - - restarting rebuilding rebuilding rebuilding closed"],
  ["closed", "- - - - - - - - -"],
];

function reached(from: PeerState): Set<PeerState> {
  const seen = new Set<PeerState>([from]);
  for (const state of seen) {
    for (const event of EVENTS) {
      const next = nextPeerState(state, event);
      if (next) seen.add(next);
    }
  }
  return seen;
}

describe("the table of one peer", () => {
  for (const [state, row] of EXPECTED) {
    it(`knows what becomes of "${state}" after every event`, () => {
      const next = EVENTS.map((event) => nextPeerState(state, event) ?? "-");
      expect(next.join(" ")).toBe(row);
    });
  }

  it("gives up on nobody: out of every state but closed there is a way to connected", () => {
    const stuck = EXPECTED.map(([state]) => state).filter(
      (state) => !reached(state).has("connected"),
    );
    expect(stuck).toEqual(["closed"]);
  });

  it("lets who offered first act before the other, so that repairs do not meet", () => {
    const patience = Object.values(PATIENCE_MS);
    expect(patience.every(({ first, other }) => first < other)).toBe(true);
  });
});
