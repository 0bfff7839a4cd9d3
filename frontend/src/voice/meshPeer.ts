/** One peer of a mesh: keeps a connection to it alive, restarts it, and rebuilds it. */
import type { Draft } from "./draft";
import type { Signal } from "./link";
import { Negotiation, type NegotiationOptions } from "./negotiation";
import { nextPeerState, PATIENCE_MS, type PeerEvent, RELAY_AFTER_MS, TRIES } from "./peerState";
import type { Clock } from "./ports";
import type { Travel } from "./travel";
import type { PeerState } from "./types";

export interface MeshPeerOptions {
  readonly clock: Clock;
  readonly polite: boolean;
  /** Who offers first also repairs first; the other one waits longer. */
  readonly first: boolean;
  /** The number of the first life; later ones count on. */
  readonly generation: number;
  /** The first life, if it was begun before they were known, and their offer is on its way. */
  readonly draft?: Draft | null;
  readonly stream: MediaStream;
  connect(): RTCPeerConnection;
  freshServers(): Promise<RTCIceServer[]>;
  /** Whether there are relays to turn to when no direct path is found. */
  hasRelays(): boolean;
  track(): MediaStreamTrack | null;
  send(signal: Signal): void;
  /** Whether words reach them now; without that no repair can work and none is tried. */
  isReachable(): boolean;
  onState(state: PeerState): void;
  onTrack(track: MediaStreamTrack): void;
}

const CONNECTION_EVENTS: Partial<Record<RTCPeerConnectionState, PeerEvent>> = {
  connected: "connected",
  disconnected: "disconnected",
  failed: "failed",
};

export class MeshPeer {
  private current: PeerState = "new";
  private life: Negotiation;
  private number: number;
  /** Repairs of this kind since it last went well. */
  private tries = 0;
  private cancelPatience: () => void = () => undefined;

  constructor(private readonly options: MeshPeerOptions) {
    this.number = options.generation;
    this.life = this.begin(options.draft);
    this.happen("begin");
    if (options.first && !options.draft) this.life.offer(false);
  }

  get state(): PeerState {
    return this.current;
  }

  get generation(): number {
    return this.number;
  }

  receive(signal: Signal): void {
    const generation = signal.generation ?? this.number;
    const offered = "description" in signal && signal.description.type === "offer";
    if (generation < this.number || this.current === "closed") return;
    if (generation > this.number) {
      // Only an offer begins a new life; the rest of it cannot be understood without.
      if (!offered) return;
      this.replace(generation);
      this.happen("renewed");
    } else if (offered) {
      this.happen("offered");
    }
    this.life.receive(signal);
  }

  setTrack(track: MediaStreamTrack): void {
    this.life.setTrack(track);
  }

  level(): number {
    return this.life.level();
  }

  isHeard(): boolean {
    return this.life.isHeard();
  }

  travel(): Promise<Travel | null> {
    return this.life.travel();
  }

  /** Words reach them again: repair now what is broken. */
  nudge(): void {
    if (this.current !== "wobbly" && this.current !== "restarting" && this.current !== "lost")
      return;
    this.tries = 0;
    if (this.options.first) this.happen("impatient");
    else this.wait();
  }

  /** Our network is another one: find new paths now, not when the old ones are given up. */
  moved(): void {
    this.tries = 0;
    if (this.current === "connected") this.restart();
    else if (this.current === "wobbly" || this.current === "lost") this.happen("impatient");
  }

  close(): void {
    this.life.close();
    this.happen("close");
  }

  private happen(event: PeerEvent): void {
    const before = this.current;
    const next = nextPeerState(before, event);
    if (next === null) return;
    this.current = next;
    this.wait();
    this.act(event, before);
    if (next !== before) this.options.onState(next);
  }

  private act(event: PeerEvent, before: PeerState): void {
    const ours = event === "impatient" || event === "exhausted";
    switch (this.current) {
      case "connected":
      case "lost":
        this.tries = 0;
        break;
      case "restarting":
        if (ours || (event === "failed" && this.options.first)) this.restart();
        break;
      case "rebuilding":
        if (before !== "rebuilding") this.tries = 0;
        if (ours) this.rebuild();
        break;
      default:
    }
  }

  private wait(): void {
    this.cancelPatience();
    const relayed = this.current === "connecting" && this.options.hasRelays();
    const patience = relayed ? RELAY_AFTER_MS : PATIENCE_MS[this.current];
    if (!patience) return;
    const delayMs = this.options.first ? patience.first : patience.other;
    this.cancelPatience = this.options.clock.after(delayMs, () => this.losePatience());
  }

  private losePatience(): void {
    if (!this.options.isReachable()) this.wait();
    else this.happen(this.tries < TRIES ? "impatient" : "exhausted");
  }

  private restart(): void {
    this.tries++;
    this.life.offer(true);
  }

  private rebuild(): void {
    this.tries++;
    this.replace(this.number + 1);
    this.life.offer(false);
  }

  private replace(generation: number): void {
    this.life.close();
    this.number = generation;
    this.life = this.begin();
  }

  private begin(draft?: Draft | null): Negotiation {
    const { options } = this;
    const life = {
      generation: this.number,
      again: this.number > options.generation,
      polite: options.polite,
      stream: options.stream,
      freshServers: () => options.freshServers(),
      track: () => options.track(),
      send: (signal: Signal) => options.send(signal),
      onTrack: (track: MediaStreamTrack) => options.onTrack(track),
      onConnection: (state: RTCPeerConnectionState) => {
        const event = CONNECTION_EVENTS[state];
        if (event) this.happen(event);
      },
    } satisfies Omit<NegotiationOptions, "connection">;
    if (draft) return draft.address(life);
    return new Negotiation({ connection: options.connect(), ...life });
  }
}
