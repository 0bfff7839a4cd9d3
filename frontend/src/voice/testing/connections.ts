/** Peer connections without a network: signalling states as in the specification, no sound. */
import { standIn } from "./stand";

interface Transceiver {
  mid: string | null;
  direction: string;
  stopped: boolean;
  sender: { track: MediaStreamTrack | null; replaceTrack(track: MediaStreamTrack): Promise<void> };
  /** What was heard last, as the browser tells it. */
  heard: { audioLevel: number; rtpTimestamp: number }[];
  receiver: { getSynchronizationSources(): { audioLevel: number; rtpTimestamp: number }[] };
  stop(): void;
}

export class FakeConnection {
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  readonly candidates: RTCIceCandidateInit[] = [];
  readonly transceivers: Transceiver[] = [];
  restarts = 0;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: MediaStreamTrack }) => void) | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  private offers = 0;

  constructor(
    readonly number: number,
    private configuration: RTCConfiguration,
    private readonly agreed: (connection: FakeConnection) => void,
  ) {}

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  addTransceiver(): Transceiver {
    const sender: Transceiver["sender"] = {
      track: null,
      replaceTrack: async (track) => void (sender.track = track),
    };
    const transceiver: Transceiver = {
      mid: null,
      direction: "sendrecv",
      stopped: false,
      sender,
      heard: [],
      receiver: { getSynchronizationSources: () => transceiver.heard },
      stop: () => void (transceiver.stopped = true),
    };
    this.transceivers.push(transceiver);
    return transceiver;
  }

  getTransceivers(): Transceiver[] {
    return this.transceivers.filter((transceiver) => !transceiver.stopped);
  }

  async createOffer({ iceRestart = false }: RTCOfferOptions): Promise<RTCSessionDescriptionInit> {
    if (iceRestart) this.restarts++;
    return { type: "offer", sdp: `connection ${this.number} offer ${++this.offers}` };
  }

  async createAnswer(): Promise<RTCSessionDescriptionInit> {
    return { type: "answer", sdp: `connection ${this.number} to ${this.remoteDescription?.sdp}` };
  }

  /** Without a description it is the answer to the offer that came. */
  async setLocalDescription(given?: RTCSessionDescriptionInit): Promise<void> {
    const description = given ?? (await this.createAnswer());
    this.localDescription = description;
    if (description.type === "offer") {
      this.signalingState = "have-local-offer";
      for (const transceiver of this.getTransceivers()) transceiver.mid = "0";
    } else this.agree();
    const candidate = { candidate: `candidate of ${description.sdp}` };
    this.onicecandidate?.({ candidate: { ...candidate, toJSON: () => candidate } });
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type === "offer") {
      if (this.signalingState === "have-local-offer") this.rollBack();
      this.signalingState = "have-remote-offer";
    } else if (this.signalingState !== "have-local-offer") {
      throw new DOMException("No offer of ours is open.", "InvalidStateError");
    }
    this.remoteDescription = description;
    if (!this.getTransceivers().some(({ mid }) => mid !== null)) this.addTransceiver().mid = "0";
    this.ontrack?.({ track: standIn<MediaStreamTrack>({ kind: "audio" }) });
    if (description.type === "answer") this.agree();
  }

  async addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (!this.remoteDescription) throw new DOMException("Too early.", "InvalidStateError");
    this.candidates.push(candidate);
  }

  /** A pair of candidates in use, once there is one. */
  async getStats(): Promise<Map<string, object>> {
    if (this.connectionState !== "connected") return new Map();
    return new Map<string, object>([
      ["T", { type: "transport", selectedCandidatePairId: "P" }],
      ["P", { type: "candidate-pair", localCandidateId: "L", remoteCandidateId: "R" }],
      ["L", { type: "local-candidate", candidateType: "srflx", protocol: "udp" }],
      ["R", { type: "remote-candidate", candidateType: "host", protocol: "udp" }],
    ]);
  }

  /** A packet of theirs came. */
  hear(): void {
    for (const { heard } of this.transceivers) heard.push({ audioLevel: 0, rtpTimestamp: 1 });
  }

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
  }

  /** The browser tells how the connection is. */
  become(state: RTCPeerConnectionState): void {
    if (this.connectionState === "closed") return;
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  private rollBack(): void {
    this.signalingState = "stable";
    for (const transceiver of this.transceivers) transceiver.mid = null;
  }

  private agree(): void {
    this.signalingState = "stable";
    this.agreed(this);
  }
}

/** All connections that were made, in order. */
export class FakeNetwork {
  readonly connections: FakeConnection[] = [];
  /** Whether what was agreed also connects. */
  works = true;

  readonly create = (configuration: RTCConfiguration): RTCPeerConnection => {
    const connection = new FakeConnection(this.connections.length + 1, configuration, (made) => {
      if (this.works) queueMicrotask(() => made.become("connected"));
    });
    this.connections.push(connection);
    return standIn<RTCPeerConnection>(connection);
  };

  get last(): FakeConnection {
    const last = this.connections.at(-1);
    if (!last) throw new Error("No connection was made.");
    return last;
  }

  get open(): FakeConnection[] {
    return this.connections.filter((connection) => connection.connectionState !== "closed");
  }
}
