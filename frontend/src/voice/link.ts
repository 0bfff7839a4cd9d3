/** How sound travels in a room: what a mesh of peer connections and, later, an SFU both do. */
import type { ApartReason, Path, PeerState } from "./types";

export interface AudioLink {
  /** Connect to somebody who came in; `offer` says who begins. Known people stay as they are. */
  meet(peerId: string, offer: boolean): void;
  /** Somebody is gone: close at once. */
  part(peerId: string): void;
  /** What everybody hears of us from now on, without a new negotiation. */
  setTrack(track: MediaStreamTrack): void;
  /** How loud somebody is at this moment, 0 to 1. Ask ten times a second. */
  levelOf(peerId: string): number;
  close(): void;
}

/** What a link tells. */
export interface LinkNews {
  onState(peerId: string, state: PeerState): void;
  /** We and they cannot hear each other, or (null) can again. */
  onApart(peerId: string, reason: ApartReason | null): void;
  onPath(peerId: string, path: Path): void;
  /** Somebody's sound, again whenever the track is another. */
  onTrack(peerId: string, track: MediaStreamTrack): void;
}

/** One word of a negotiation, numbered by the life of the connection that it belongs to. */
export type Signal = { readonly generation: number | null } & (
  | { readonly description: RTCSessionDescriptionInit }
  | { readonly candidate: RTCIceCandidateInit | null }
);
