/** The company in a room: who is there, as the server tells it, and the link to each of them. */
import type { AddPeer, Joined, SocketFacts } from "../wire";
import type { Draft } from "./draft";
import type { Ears } from "./ears";
import type { Signal } from "./link";
import { Mesh } from "./mesh";
import type { Microphone } from "./microphone";
import type { OfferPool } from "./offerPool";
import type { Ports } from "./ports";
import type { Relays } from "./relays";
import { Reports } from "./reports";
import { formerPeer, fromAnswer, patched, withArrival, without } from "./roster";
import type { Fact, Signaling } from "./signaling";
import type { Board } from "./snapshot";
import type { Speakers } from "./speakers";

export interface CompanyOptions {
  readonly board: Board;
  readonly signaling: Signaling;
  readonly microphone: Microphone;
  readonly speakers: Speakers;
  readonly ears: Ears;
  readonly relays: Relays;
  readonly ports: Ports;
  certificate(): RTCCertificate | null;
}

/** So long after a restart of the server somebody who is missing is not gone. */
const GRACE_MS = 30_000;

export class Company {
  private mesh: Mesh | null = null;
  private readonly missing = new Set<string>();
  private readonly reports: Reports;
  private graceUntil = -Infinity;
  private cancelSweep: () => void = () => undefined;

  constructor(private readonly options: CompanyOptions) {
    this.reports = new Reports({
      board: options.board,
      signaling: options.signaling,
      clock: options.ports.clock,
      connectionTo: (peerId) => this.mesh?.connectionTo(peerId),
    });
  }

  /** We are somebody new to everybody: begin with each of them, or go on with what they have. */
  begin(ack: Joined, pool: OfferPool | null): void {
    const { options } = this;
    this.mesh?.close();
    this.missing.clear();
    this.mesh = new Mesh({
      me: ack.you.peerId,
      relays: options.relays,
      certificate: options.certificate(),
      track: options.microphone.track,
      ports: options.ports,
      relay: (peerId, signal) => this.relay(peerId, signal),
      onState: (peerId, state) => this.patch(peerId, { state }),
      onApart: (peerId, apart) => this.patch(peerId, { apart }),
      onPath: (peerId, path) => this.patch(peerId, { path }),
      onTrack: (peerId, track) => options.speakers.play(peerId, track, options.ears.of(peerId)),
    });
    this.reports.enter(ack.peers.map(({ peerId }) => peerId));
    this.reconcile(ack, true, pool);
  }

  /**
   * We have our seat again, and nobody's connection is touched for it. A restarted server may
   * not know everybody yet, and to those who came back before us it announces us as new.
   */
  resume(ack: Joined, restarted: boolean): void {
    if (restarted) this.beginGrace();
    this.reconcile(ack, restarted, null);
    this.mesh?.goOnline();
  }

  /** The line to the server broke. Sound goes on from peer to peer. */
  goOffline(): void {
    this.mesh?.goOffline();
  }

  moved(): void {
    this.mesh?.moved();
  }

  setTrack(track: MediaStreamTrack): void {
    this.mesh?.setTrack(track);
  }

  levelOf(peerId: string): number {
    return this.mesh?.levelOf(peerId) ?? 0;
  }

  close(): void {
    this.cancelSweep();
    this.reports.close();
    this.mesh?.close();
    this.options.speakers.close();
  }

  apply(fact: Fact): void {
    switch (fact.name) {
      case "add-peer":
        return this.welcome(fact.payload);
      case "remove-peer":
        return this.drop(fact.payload.peerId);
      case "mute":
      case "unmute":
        return this.patch(fact.payload.peerId, { muted: fact.name === "mute" });
      case "mute-info":
        return this.patch(fact.payload.peerId, { muted: fact.payload.isMute });
      case "peer-away":
      case "peer-back":
        return this.setAway(fact.payload.peerId, fact.name === "peer-away");
      case "ice-candidate":
        return this.hearCandidate(fact.payload);
      case "session-description":
        return this.hearDescription(fact.payload);
      case "removed":
      case "server-restarting":
        // The engine's business.
        return undefined;
    }
  }

  /** The ack is the whole truth; `offer` says whether we begin with those we do not know yet. */
  private reconcile(ack: Joined, offer: boolean, pool: OfferPool | null): void {
    const { board, ports } = this.options;
    const before = board.now.people;
    const people = fromAnswer(before, ack.peers, ports.clock.now() < this.graceUntil);
    const stay = new Set(people.map((person) => person.peerId));
    board.show({ people });
    for (const { peerId } of before) if (!stay.has(peerId)) this.unlink(peerId);
    const here = new Set(ack.peers.map((peer) => peer.peerId));
    for (const { peerId } of people) if (!here.has(peerId)) this.miss(peerId);
    for (const peer of ack.peers) {
      this.meet(peer.peerId, offer, peer.away, pool?.take(peer.offer));
    }
  }

  private welcome(arrival: AddPeer): void {
    const { board } = this.options;
    const former = formerPeer(board.now.people, arrival);
    if (former) this.drop(former);
    board.show({ people: withArrival(board.now.people, arrival, board.now.room) });
    this.meet(arrival.peerId, arrival.createOffer, false);
  }

  private meet(peerId: string, offer: boolean, away: boolean, draft?: Draft | null): void {
    this.missing.delete(peerId);
    this.patch(peerId, { ...this.options.ears.of(peerId) });
    this.mesh?.setAway(peerId, away);
    this.mesh?.meet(peerId, offer, draft);
  }

  private miss(peerId: string): void {
    this.missing.add(peerId);
    this.mesh?.setAway(peerId, true);
  }

  private beginGrace(): void {
    const { clock } = this.options.ports;
    this.graceUntil = clock.now() + GRACE_MS;
    this.cancelSweep();
    this.cancelSweep = clock.after(GRACE_MS, () => {
      for (const peerId of this.missing) this.drop(peerId);
    });
  }

  private setAway(peerId: string, away: boolean): void {
    this.patch(peerId, { away });
    this.mesh?.setAway(peerId, away);
  }

  private hearCandidate({ peerId, icecandidate, generation }: SocketFacts["ice-candidate"]): void {
    this.mesh?.receive(peerId, { candidate: icecandidate, generation: generation ?? null });
  }

  private hearDescription(words: SocketFacts["session-description"]): void {
    const { peerId, sessionDescription, generation } = words;
    this.mesh?.receive(peerId, { description: sessionDescription, generation: generation ?? null });
  }

  private relay(peerId: string, signal: Signal): Promise<unknown> {
    const { signaling } = this.options;
    const { generation } = signal;
    if ("candidate" in signal) {
      const icecandidate = signal.candidate && { ...signal.candidate };
      return signaling.request("relay-ice", { peerId, icecandidate, generation });
    }
    const { type, sdp = "" } = signal.description;
    return signaling.request("relay-sdp", {
      peerId,
      sessionDescription: { type, sdp },
      generation,
    });
  }

  private drop(peerId: string): void {
    const { board } = this.options;
    this.missing.delete(peerId);
    board.show({ people: without(board.now.people, peerId) });
    this.unlink(peerId);
  }

  private unlink(peerId: string): void {
    this.mesh?.part(peerId);
    this.options.speakers.stop(peerId);
  }

  private patch(peerId: string, change: Parameters<typeof patched>[2]): void {
    const { board } = this.options;
    board.show({ people: patched(board.now.people, peerId, change) });
  }
}
