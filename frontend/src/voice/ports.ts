/** What the engine needs from the browser, as functions, so that tests can pass their own. */
import { socketIo, type SocketLike } from "./signaling";
import { type Note, ring } from "./chimes";
import { openMeter } from "./meter";
import type { HeardBook, MicrophoneState } from "./types";

declare global {
  interface Document {
    /** Chromium only; elsewhere asking for a microphone tells. */
    readonly featurePolicy?: { allowsFeature(name: string): boolean };
  }
}

export interface Clock {
  /** Milliseconds that never jump, and may stand still while the device sleeps. */
  now(): number;
  /** Milliseconds of the clock on the wall, which goes on during sleep, and may be set. */
  wall(): number;
  /** Run once later; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export interface Meter {
  /** Root mean square of the last moment, 0 to 1. */
  level(): number;
  close(): void;
}

export interface Ports {
  readonly clock: Clock;
  /** 0 to 1. */
  random(): number;
  createSocket(origin: string): SocketLike;
  createPeerConnection(configuration: RTCConfiguration): RTCPeerConnection;
  /** Make one and throw it away: the first of a page takes several times as long as the next. */
  rehearseConnection(): Promise<void>;
  /** One certificate for all connections of this page; null where that does not work. */
  createCertificate(): Promise<RTCCertificate | null>;
  createStream(tracks: readonly MediaStreamTrack[]): MediaStream;
  /** An element that plays one person; in the document, so that it can be inspected. */
  createAudio(peerId: string): HTMLAudioElement;
  /** Why no call can be made in this browser at all, before anything is tried. */
  canCall(): boolean;
  /** Why there can be no microphone at all; null when it is worth asking. */
  microphoneObstacle(): MicrophoneState | null;
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  microphonePermission(): Promise<PermissionState | null>;
  hasMicrophone(): Promise<boolean>;
  listDevices(): Promise<readonly MediaDeviceInfo[]>;
  canChooseSpeaker(): boolean;
  ring(chime: readonly Note[], deviceId: string): Promise<void>;
  openMeter(track: MediaStreamTrack): Meter;
  /** The network returned. */
  onOnline(run: () => void): () => void;
  /** The person looks at the page again. */
  onShown(run: () => void): () => void;
  /** The person changed what the page may do with microphones. */
  onPermission(run: () => void): () => void;
  /** A microphone or loudspeaker was plugged in or out. */
  onDevices(run: () => void): () => void;
}

/** And from whoever makes it. */
export interface EngineOptions extends Ports {
  readonly origin: string;
  renew(): Promise<boolean>;
  isSessionFresh(): boolean;
  readonly book: HeardBook;
}

/** The real browser. */
export function browserPorts(): Ports {
  return {
    clock: browserClock,
    random: Math.random,
    createSocket: socketIo,
    createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
    rehearseConnection,
    createCertificate,
    createStream: (tracks) => new MediaStream([...tracks]),
    createAudio,
    canCall: () => typeof RTCPeerConnection === "function",
    microphoneObstacle,
    getUserMedia: (constraints) => navigator.mediaDevices.getUserMedia(constraints),
    microphonePermission,
    hasMicrophone,
    listDevices,
    canChooseSpeaker: () => "setSinkId" in HTMLMediaElement.prototype,
    ring,
    openMeter,
    onPermission: (run) => whenPermissionChanges(run),
    onOnline: (run) => listen(window, "online", run),
    onShown: (run) =>
      listen(document, "visibilitychange", () => {
        if (document.visibilityState === "visible") run();
      }),
    // Absent where the page is not secure.
    onDevices: (run) =>
      navigator.mediaDevices
        ? listen(navigator.mediaDevices, "devicechange", run)
        : () => undefined,
  };
}

const browserClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

async function rehearseConnection(): Promise<void> {
  const connection = new RTCPeerConnection();
  try {
    connection.addTransceiver("audio");
    await connection.setLocalDescription(await connection.createOffer());
  } finally {
    connection.close();
  }
}

async function createCertificate(): Promise<RTCCertificate | null> {
  try {
    const curve: EcKeyGenParams = { name: "ECDSA", namedCurve: "P-256" };
    return await RTCPeerConnection.generateCertificate(curve);
  } catch {
    return null;
  }
}

function createAudio(peerId: string): HTMLAudioElement {
  const audio = document.createElement("audio");
  audio.autoplay = true;
  audio.hidden = true;
  audio.dataset["peer"] = peerId;
  document.body.append(audio);
  return audio;
}

function microphoneObstacle(): MicrophoneState | null {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices) return "unsupported";
  return document.featurePolicy?.allowsFeature("microphone") === false ? "policy" : null;
}

async function microphonePermission(): Promise<PermissionState | null> {
  try {
    return (await navigator.permissions.query({ name: "microphone" })).state;
  } catch {
    // Firefox before 132 knows no such permission.
    return null;
  }
}

function whenPermissionChanges(run: () => void): () => void {
  const stop = new AbortController();
  navigator.permissions
    ?.query({ name: "microphone" })
    .then((status) => status.addEventListener("change", run, { signal: stop.signal }))
    .catch(() => undefined);
  return () => stop.abort();
}

/** None where the page is not secure. */
async function listDevices(): Promise<readonly MediaDeviceInfo[]> {
  return (await navigator.mediaDevices?.enumerateDevices()) ?? [];
}

async function hasMicrophone(): Promise<boolean> {
  const devices = await listDevices();
  return devices.some((device) => device.kind === "audioinput");
}

function listen(target: EventTarget, event: string, run: () => void): () => void {
  target.addEventListener(event, run);
  return () => target.removeEventListener(event, run);
}
