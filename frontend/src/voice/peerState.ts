/** The table of one mesh peer: what each thing that happens makes of each state. */
import type { PeerState } from "./types";

export type PeerEvent =
  | "begin" // we know of each other and begin to connect
  | "connected" // the browser's word for the connection
  | "disconnected" // the browser's word: nothing came for some seconds, it may heal
  | "failed" // the browser's word: it will hardly heal alone
  | "offered" // they made a new offer within the same life of the connection
  | "renewed" // they began a new life of the connection
  | "impatient" // too long in this state
  | "exhausted" // too long, and this way was tried often enough
  | "close";

type Row = Partial<Record<Exclude<PeerEvent, "close">, PeerState>>;

const TABLE: Record<Exclude<PeerState, "closed">, Row> = {
  new: { begin: "connecting", offered: "connecting", renewed: "connecting" },
  connecting: {
    connected: "connected",
    failed: "restarting",
    offered: "connecting",
    renewed: "connecting",
    impatient: "restarting",
    exhausted: "rebuilding",
  },
  connected: { disconnected: "wobbly", failed: "restarting", renewed: "rebuilding" },
  wobbly: {
    connected: "connected",
    failed: "restarting",
    offered: "restarting",
    renewed: "rebuilding",
    impatient: "restarting",
    exhausted: "rebuilding",
  },
  restarting: {
    connected: "connected",
    offered: "restarting",
    renewed: "rebuilding",
    impatient: "restarting",
    exhausted: "rebuilding",
  },
  rebuilding: {
    connected: "connected",
    offered: "rebuilding",
    renewed: "rebuilding",
    impatient: "rebuilding",
    exhausted: "lost",
  },
  lost: {
    connected: "connected",
    offered: "restarting",
    renewed: "rebuilding",
    impatient: "rebuilding",
    exhausted: "rebuilding",
  },
};

/** The next state, the same one when its patience begins anew; null when nothing happens. */
export function nextPeerState(state: PeerState, event: PeerEvent): PeerState | null {
  if (state === "closed") return null;
  if (event === "close") return "closed";
  return TABLE[state][event] ?? null;
}

/** Milliseconds of patience in a state: of who offered first, and, longer, of the other. */
export const PATIENCE_MS: Partial<Record<PeerState, { first: number; other: number }>> = {
  connecting: { first: 10_000, other: 15_000 },
  wobbly: { first: 2_000, other: 5_000 },
  restarting: { first: 6_000, other: 9_000 },
  rebuilding: { first: 12_000, other: 18_000 },
  lost: { first: 20_000, other: 30_000 },
};

/** In place of the first one where there are relays: direct paths are found sooner, or not at all. */
export const RELAY_AFTER_MS = { first: 2_000, other: 4_000 };

/** How often one way to heal is tried before the next. */
export const TRIES = 2;
