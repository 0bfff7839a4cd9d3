/** One person in a test: an engine with everything around it made by hand. */
import { createVoice } from "../index";
import type { Ports } from "../ports";
import type { MicrophoneState, VoiceEngine, VoicePerson, VoiceSnapshot } from "../types";
import { FakeClock, settled } from "./clock";
import { FakeNetwork } from "./connections";
import { makeUser, MemoryServer } from "./server";
import type { FakeSocket } from "./socket";
import { standIn } from "./stand";

export interface FakeTrack {
  enabled: boolean;
  stopped: boolean;
  contentHint: string;
  label: string;
  muted: boolean;
  onended: (() => void) | null;
  onmute: (() => void) | null;
  onunmute: (() => void) | null;
  stop(): void;
  clone(): object;
}

function makeTrack(): FakeTrack {
  const track: FakeTrack = {
    enabled: true,
    stopped: false,
    contentHint: "",
    label: "Built-in",
    muted: false,
    onended: null,
    onmute: null,
    onunmute: null,
    stop: () => void (track.stopped = true),
    clone: () => ({ stop: () => undefined }),
  };
  return track;
}

export class FakeMicrophones {
  readonly tracks: FakeTrack[] = [];
  /** Thrown by the next question. */
  refusal: Error | null = null;
  obstacle: MicrophoneState | null = null;
  permission: PermissionState | null = null;
  plugged = true;
  rms = 0;
  asked: MediaStreamConstraints[] = [];
  /** Set, the question stays open until it is called. */
  answer: (() => void) | null = null;
  slow = false;
  devices: readonly MediaDeviceInfo[] = [];
  private readonly deviceListeners: (() => void)[] = [];
  notifyPermission: () => void = () => undefined;

  readonly notifyDevices = (): void => {
    for (const run of this.deviceListeners) run();
  };

  get last(): FakeTrack {
    const last = this.tracks.at(-1);
    if (!last) throw new Error("No microphone was opened.");
    return last;
  }

  readonly ports: Pick<
    Ports,
    | "getUserMedia"
    | "microphoneObstacle"
    | "microphonePermission"
    | "hasMicrophone"
    | "listDevices"
    | "openMeter"
    | "onDevices"
    | "onPermission"
  > = {
    getUserMedia: (constraints) => this.open(constraints),
    microphoneObstacle: () => this.obstacle,
    microphonePermission: async () => this.permission,
    hasMicrophone: async () => this.plugged,
    openMeter: () => ({ level: () => this.rms, close: () => undefined }),
    listDevices: async () => this.devices,
    onDevices: (run) => {
      this.deviceListeners.push(run);
      return () => undefined;
    },
    onPermission: (run) => {
      this.notifyPermission = run;
      return () => undefined;
    },
  };

  private async open(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints);
    if (this.slow) await new Promise<void>((resolve) => (this.answer = resolve));
    const { refusal } = this;
    this.refusal = null;
    if (refusal) throw refusal;
    const track = makeTrack();
    this.tracks.push(track);
    return standIn<MediaStream>({ getAudioTracks: () => [track], getTracks: () => [track] });
  }
}

export class FakeAudio {
  volume = 1;
  muted = false;
  srcObject: unknown = null;
  sinkId = "";
  removed = false;
  refusal: Error | null = null;

  constructor(readonly peerId: string) {}

  async play(): Promise<void> {
    if (this.refusal) throw this.refusal;
  }

  async setSinkId(deviceId: string): Promise<void> {
    if (deviceId === "gone") throw new DOMException("No such device.", "NotFoundError");
    this.sinkId = deviceId;
  }

  pause(): void {
    // Nothing plays.
  }

  remove(): void {
    this.removed = true;
  }
}

interface Session {
  fresh: boolean;
  renewal: "renewed" | "over" | "unreachable";
  renewals: number;
}

/** A test's whole world: one server, one clock, and as many people as it likes. */
export class World {
  readonly clock = new FakeClock();
  readonly server = new MemoryServer();

  person(name: string): Person {
    return new Person(this, name);
  }
}

export class Person {
  readonly network = new FakeNetwork();
  readonly microphones = new FakeMicrophones();
  readonly audios: FakeAudio[] = [];
  readonly session: Session = { fresh: true, renewal: "renewed", renewals: 0 };
  readonly socket: FakeSocket;
  readonly user;
  readonly voice: VoiceEngine;
  /** Thrown by the audio elements made from now on. */
  playRefusal: Error | null = null;
  callable = true;
  /** Hertz of every note that was rung, and where. */
  readonly rung: { hertz: number[]; deviceId: string }[] = [];
  rehearsals = 0;
  networkReturned: () => void = () => undefined;
  looksAtPage: () => void = () => undefined;

  constructor(
    private readonly world: World,
    name: string,
  ) {
    this.user = makeUser(name);
    this.socket = world.server.socket(this.user);
    this.voice = createVoice({ origin: "", ...this.ports(), ...this.sessionPorts() });
  }

  get now(): VoiceSnapshot {
    return this.voice.getSnapshot();
  }

  /** How this person sees another one. */
  sees(other: Person): VoicePerson | undefined {
    return this.now.people.find((one) => one.user._id === other.user._id);
  }

  async enter(roomId: string, muted = true): Promise<void> {
    await this.voice.join(roomId, { microphone: true, muted });
    await settled();
  }

  /** What the server was asked by this person, in order. */
  get asked(): { event: string; payload: Record<string, unknown> }[] {
    return this.world.server.asked.filter(({ from }) => from === this.user._id);
  }

  askedFor(event: string): Record<string, unknown>[] {
    return this.asked.filter((one) => one.event === event).map(({ payload }) => payload);
  }

  private ports(): Ports {
    return {
      ...this.microphones.ports,
      clock: this.world.clock,
      random: () => 0.5,
      createSocket: () => this.socket,
      createPeerConnection: this.network.create,
      createCertificate: async () => null,
      rehearseConnection: async () => void this.rehearsals++,
      createStream: (tracks) => standIn<MediaStream>({ tracks }),
      createAudio: (peerId) => this.createAudio(peerId),
      canCall: () => this.callable,
      canChooseSpeaker: () => true,
      ring: async (chime, deviceId) =>
        void this.rung.push({ hertz: chime.map(({ hertz }) => hertz), deviceId }),
      onOnline: (run) => {
        this.networkReturned = run;
        return () => undefined;
      },
      onShown: (run) => {
        this.looksAtPage = run;
        return () => undefined;
      },
    };
  }

  private sessionPorts(): { renew(): Promise<boolean>; isSessionFresh(): boolean } {
    return {
      isSessionFresh: () => this.session.fresh,
      renew: async () => {
        this.session.renewals++;
        if (this.session.renewal === "unreachable") throw new TypeError("Failed to fetch");
        this.session.fresh = this.session.renewal === "renewed";
        return this.session.fresh;
      },
    };
  }

  private createAudio(peerId: string): HTMLAudioElement {
    const audio = new FakeAudio(peerId);
    audio.refusal = this.playRefusal;
    this.audios.push(audio);
    return standIn<HTMLAudioElement>(audio);
  }
}
