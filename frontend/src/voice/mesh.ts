/** The audio link over one connection to each other peer. */
import { Apart } from "./apart";
import { connectionSettings } from "./configuration";
import { type Draft, FIRST_GENERATION } from "./draft";
import type { AudioLink, LinkNews, Signal } from "./link";
import { MeshPeer } from "./meshPeer";
import { Outbox } from "./outbox";
import type { Ports } from "./ports";
import type { Relays } from "./relays";
import type { Travelled } from "./reports";
import type { PeerState } from "./types";

export interface MeshOptions extends LinkNews {
  /** Our own peer id; it decides who is polite. */
  readonly me: string;
  readonly relays: Relays;
  readonly certificate: RTCCertificate | null;
  readonly track: MediaStreamTrack | null;
  readonly ports: Pick<Ports, "clock" | "createPeerConnection" | "createStream">;
  relay(peerId: string, signal: Signal): Promise<unknown>;
}

/** What came from their relay is known to be one only when they have told of it. */
const PATH_KNOWN_MS = 2_000;

export class Mesh implements AudioLink {
  private readonly peers = new Map<string, MeshPeer>();
  /** Last life with each peer id, so that one who is met again never mixes up two lives. */
  private readonly generations = new Map<string, number>();
  private readonly away = new Set<string>();
  private readonly outbox: Outbox;
  private readonly stream: MediaStream;
  private track: MediaStreamTrack | null;
  private readonly apart: Apart;
  private online = true;

  constructor(private readonly options: MeshOptions) {
    this.track = options.track;
    this.apart = new Apart({
      clock: options.ports.clock,
      isReachable: (peerId) => this.isReachable(peerId),
      onChange: (peerId, apart) => options.onApart(peerId, apart ? options.relays.verdict : null),
    });
    this.stream = options.ports.createStream([]);
    this.outbox = new Outbox((peerId, signal) => options.relay(peerId, signal));
  }

  /** `draft`: what they were offered with our join. */
  meet(peerId: string, offer: boolean, draft: Draft | null = null): void {
    const known = this.peers.get(peerId);
    if (!known) this.peers.set(peerId, this.create(peerId, offer, draft));
    else if (known.state === "lost") known.nudge();
  }

  part(peerId: string): void {
    const peer = this.peers.get(peerId);
    if (!peer) return;
    this.generations.set(peerId, peer.generation);
    this.peers.delete(peerId);
    this.away.delete(peerId);
    this.outbox.discard(peerId);
    peer.close();
  }

  receive(peerId: string, signal: Signal): void {
    this.peers.get(peerId)?.receive(signal);
  }

  setTrack(track: MediaStreamTrack): void {
    this.track = track;
    for (const peer of this.peers.values()) peer.setTrack(track);
  }

  levelOf(peerId: string): number {
    return this.peers.get(peerId)?.level() ?? 0;
  }

  connectionTo(peerId: string): Travelled | undefined {
    return this.peers.get(peerId);
  }

  /** Their line to the server broke, or is back. */
  setAway(peerId: string, away: boolean): void {
    if (away) this.away.add(peerId);
    else if (this.away.delete(peerId)) this.peers.get(peerId)?.nudge();
  }

  /** Our own line to the server broke: sound goes on, repairs wait. */
  goOffline(): void {
    this.online = false;
    this.outbox.hold();
  }

  /** We are back under the same peer id. */
  goOnline(): void {
    if (this.online) return;
    this.online = true;
    this.outbox.resume();
    for (const peer of this.peers.values()) peer.nudge();
  }

  /** The browser says that the network returned; it may be another one. */
  moved(): void {
    for (const peer of this.peers.values()) peer.moved();
  }

  close(): void {
    for (const peerId of this.peers.keys()) this.part(peerId);
  }

  private isReachable(peerId: string): boolean {
    return this.online && !this.away.has(peerId);
  }

  private stateIs(peerId: string, state: PeerState): void {
    this.options.onState(peerId, state);
    this.apart.note(peerId, state);
    if (state !== "connected") return;
    void this.lookAtPath(peerId);
    this.options.ports.clock.after(PATH_KNOWN_MS, () => void this.lookAtPath(peerId));
  }

  private async lookAtPath(peerId: string): Promise<void> {
    const travel = await this.peers.get(peerId)?.travel();
    if (travel === undefined) return;
    if (travel?.relayedHere) this.options.relays.need();
    // A browser that does not tell is taken to use what it prefers.
    this.options.onPath(peerId, travel?.path === "relay" ? "relay" : "direct");
  }

  private create(peerId: string, offer: boolean, draft: Draft | null): MeshPeer {
    const { options } = this;
    return new MeshPeer({
      clock: options.ports.clock,
      polite: options.me < peerId,
      first: offer,
      generation: (this.generations.get(peerId) ?? 0) + FIRST_GENERATION,
      draft,
      stream: this.stream,
      connect: () =>
        options.ports.createPeerConnection(
          connectionSettings(options.relays.current, options.certificate),
        ),
      freshServers: () => options.relays.fresh(),
      hasRelays: () => options.relays.exist,
      track: () => this.track,
      send: (signal) => this.outbox.post(peerId, signal),
      isReachable: () => this.isReachable(peerId),
      onState: (state) => this.stateIs(peerId, state),
      onTrack: (track) => options.onTrack(peerId, track),
    });
  }
}
