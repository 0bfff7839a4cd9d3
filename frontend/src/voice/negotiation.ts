/** One life of a connection to one peer: perfect negotiation, one step after the other. */
import type { Signal } from "./link";
import { askForFec, speakOpus } from "./opus";
import { type Travel, travelOf } from "./travel";

export interface NegotiationOptions {
  readonly connection: RTCPeerConnection;
  readonly generation: number;
  /** A life before this one found no path: relays are asked at once. */
  readonly again: boolean;
  /** In a glare the polite one takes its offer back. */
  readonly polite: boolean;
  /** Names our sound; clients that play a stream need one. */
  readonly stream: MediaStream;
  /** With accounts at relays that are new. */
  freshServers(): Promise<RTCIceServer[]>;
  track(): MediaStreamTrack | null;
  send(signal: Signal): void;
  onConnection(state: RTCPeerConnectionState): void;
  onTrack(track: MediaStreamTrack): void;
}

export class Negotiation {
  private readonly connection: RTCPeerConnection;
  private options: Omit<NegotiationOptions, "connection">;
  private chain: Promise<void> = Promise.resolve();
  private early: RTCIceCandidateInit[] = [];
  private transceiver: RTCRtpTransceiver | null = null;
  private closed = false;
  private heardAt = -1;

  constructor({ connection, ...options }: NegotiationOptions) {
    this.connection = connection;
    this.options = options;
    this.connection.onconnectionstatechange = () =>
      this.options.onConnection(this.connection.connectionState);
    this.connection.ontrack = ({ track }) => this.options.onTrack(track);
    this.connection.onicecandidate = ({ candidate }) => {
      // The end of candidates is not sent: nothing waits for it, and older clients trip over it.
      if (candidate?.candidate) this.send({ candidate: candidate.toJSON() });
    };
  }

  /** What we offer or answer, with the candidates that were found so far. */
  get description(): RTCSessionDescriptionInit | null {
    const description = this.connection.localDescription;
    return description && { type: description.type, sdp: askForFec(description.sdp) };
  }

  /** It was begun for nobody, and is for somebody from now on, with the microphone of now. */
  address(options: Omit<NegotiationOptions, "connection">): void {
    this.options = options;
    const track = options.track();
    if (track) this.setTrack(track);
  }

  /** Offer; with `restart` on new network paths. An offer still without answer is repeated. */
  offer(restart: boolean): void {
    this.next(async () => {
      if (this.connection.signalingState === "stable") {
        if (!this.transceiver) await this.speak(this.ownTransceiver());
        if (restart || this.options.again) await this.useFreshServers();
        await this.connection.setLocalDescription(
          await this.connection.createOffer({ iceRestart: restart }),
        );
      }
      // The same words twice do no harm; a second offer could meet the answer to the first.
      if (this.connection.signalingState === "have-local-offer") this.sendDescription();
    });
  }

  receive(signal: Signal): void {
    this.next(() =>
      "description" in signal
        ? this.describe(signal.description)
        : this.addCandidate(signal.candidate),
    );
  }

  setTrack(track: MediaStreamTrack): void {
    this.next(async () => {
      await this.transceiver?.sender.replaceTrack(track);
    });
  }

  /** How loud the last tenth of a second was, 0 to 1; nothing new is silence. */
  level(): number {
    const source = this.transceiver?.receiver.getSynchronizationSources()[0];
    if (!source || source.rtpTimestamp === this.heardAt) return 0;
    this.heardAt = source.rtpTimestamp;
    return source.audioLevel ?? 0;
  }

  /** Whether anything of theirs came within the last ten seconds. */
  isHeard(): boolean {
    return (this.transceiver?.receiver.getSynchronizationSources().length ?? 0) > 0;
  }

  /** By what kind of way sound travels; null while there is none. */
  async travel(): Promise<Travel | null> {
    try {
      return travelOf(await this.connection.getStats());
    } catch {
      return null;
    }
  }

  close(): void {
    this.closed = true;
    this.connection.onconnectionstatechange = null;
    this.connection.ontrack = null;
    this.connection.onicecandidate = null;
    this.connection.close();
  }

  /** After everything before it; a life that is closed does nothing more. */
  private next(step: () => Promise<void>): void {
    this.chain = this.follow(this.chain, step);
  }

  private async follow(before: Promise<void>, step: () => Promise<void>): Promise<void> {
    await before;
    if (this.closed) return;
    try {
      await step();
    } catch {
      // A step that fails leaves the connection as it was: what does not connect is tried
      // again by its patience, and what was said for another state is rightly lost.
    }
  }

  private async describe(description: RTCSessionDescriptionInit): Promise<void> {
    const again = this.connection.remoteDescription !== null;
    const waiting = this.connection.signalingState === "have-local-offer";
    if (description.type === "answer") {
      if (waiting) await this.accept(description);
    } else if (description.type === "offer" && (this.options.polite || !waiting)) {
      await this.accept(description);
      // They search for new paths: so do we, before we answer.
      if (again || this.options.again) await this.useFreshServers();
      await this.speak(this.sharedTransceiver());
      await this.connection.setLocalDescription();
      this.sendDescription();
    }
  }

  /** Takes an own offer back where there is one. */
  private async accept(description: RTCSessionDescriptionInit): Promise<void> {
    await this.connection.setRemoteDescription(description);
    const early = this.early;
    this.early = [];
    for (const candidate of early) await this.addCandidate(candidate);
  }

  private async addCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (candidate === null) return;
    if (!this.connection.remoteDescription) this.early.push(candidate);
    // One that belongs to an offer that was not taken is refused, and rightly so.
    else await this.connection.addIceCandidate(candidate).catch(() => undefined);
  }

  /** Both ways from the beginning, so that a microphone that comes later needs no new offer. */
  private ownTransceiver(): RTCRtpTransceiver {
    return this.connection.addTransceiver("audio", {
      direction: "sendrecv",
      streams: [this.options.stream],
    });
  }

  /** The one that both sides agreed on; after a glare our own is left over, and is stopped. */
  private sharedTransceiver(): RTCRtpTransceiver {
    const all = this.connection.getTransceivers();
    const shared = all.find((transceiver) => transceiver.mid !== null);
    if (!shared) throw new Error("An offer without sound.");
    for (const other of all) if (other.mid === null) other.stop();
    return shared;
  }

  private async speak(transceiver: RTCRtpTransceiver): Promise<void> {
    if (this.transceiver === transceiver) return;
    this.transceiver = transceiver;
    transceiver.direction = "sendrecv";
    transceiver.sender.setStreams?.(this.options.stream);
    speakOpus(transceiver);
    const track = this.options.track();
    if (track) await transceiver.sender.replaceTrack(track);
  }

  /** The accounts at relays run out; new paths need new ones. */
  private async useFreshServers(): Promise<void> {
    const iceServers = await this.options.freshServers();
    if (this.closed) return;
    this.connection.setConfiguration({ ...this.connection.getConfiguration(), iceServers });
  }

  private sendDescription(): void {
    const { description } = this;
    if (description) this.send({ description });
  }

  private send(
    words: { description: RTCSessionDescriptionInit } | { candidate: RTCIceCandidateInit },
  ): void {
    if (!this.closed) this.options.send({ generation: this.options.generation, ...words });
  }
}
