/** The microphone: opened, muted, changed, lost, and never in another state than it says. */
import { Emitter } from "./emitter";
import { microphoneTrouble } from "./errors";
import type { Meter, Ports } from "./ports";
import { Silence } from "./silence";
import type { AudioDevice, MicrophoneState, Processing } from "./types";

type MicrophonePorts = Pick<
  Ports,
  | "getUserMedia"
  | "microphoneObstacle"
  | "microphonePermission"
  | "hasMicrophone"
  | "openMeter"
  | "onDevices"
  | "onPermission"
>;

/** What is sent, and a copy of it that is never muted and never sent: for meters only. */
interface Live {
  readonly track: MediaStreamTrack;
  readonly copy: MediaStreamTrack;
  readonly meter: Meter;
}

const PLAIN: Processing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** States in which there is a track; in the first two of them it can be heard. */
const AUDIBLE: ReadonlySet<MicrophoneState> = new Set(["live", "silent"]);

export class Microphone {
  /** State, track or `muted` changed. */
  readonly changed = new Emitter<void>();
  /** The one in use was unplugged. */
  readonly lost = new Emitter<AudioDevice>();
  private current: MicrophoneState = "off";
  private live: Live | null = null;
  private wishMuted = false;
  private wishedId = "";
  private wishedProcessing = PLAIN;
  private opening: Promise<void> | null = null;
  /** Numbers the openings, so that one that comes late is closed again. */
  private turn = 0;
  private readonly silence = new Silence();

  constructor(private readonly ports: MicrophonePorts) {
    ports.onDevices(() => void this.deviceChanged());
    ports.onPermission(() => void this.permissionChanged());
  }

  get state(): MicrophoneState {
    return this.current;
  }

  get track(): MediaStreamTrack | null {
    return this.live?.track ?? null;
  }

  /** True whenever nothing can be heard from it, wished for or not. */
  get muted(): boolean {
    return this.wishMuted || !AUDIBLE.has(this.current);
  }

  /** The one to use; "" for the system's default. */
  get deviceId(): string {
    return this.wishedId;
  }

  get processing(): Processing {
    return this.wishedProcessing;
  }

  /** At once, whatever else is going on: a disabled track is silence for everybody. */
  setMuted(muted: boolean): void {
    this.wishMuted = muted;
    if (this.live) this.live.track.enabled = !muted;
    if (this.current === "silent") this.current = "live";
    this.changed.emit();
  }

  /** Never throws: why there is none is in the state. */
  async open(): Promise<void> {
    if (this.live) return;
    this.opening ??= this.acquire();
    await this.opening;
  }

  /** Change to another one. The old one stays, and the answer is false, when that fails. */
  async choose(deviceId: string): Promise<boolean> {
    const before = this.wishedId;
    this.wishedId = deviceId;
    const chosen = await this.reopen();
    if (!chosen) this.wishedId = before;
    return chosen;
  }

  async setProcessing(processing: Processing): Promise<void> {
    this.wishedProcessing = processing;
    await this.reopen();
  }

  close(): void {
    this.turn++;
    this.opening = null;
    this.release();
    this.become("off");
  }

  /** Root mean square of the last moment, 0 to 1, muted or not. Ask ten times a second. */
  measure(now: number): number {
    if (!this.live) return 0;
    const rms = this.live.meter.level();
    const silent = this.silence.hear(rms, now, AUDIBLE.has(this.current) && !this.wishMuted);
    if (this.current === "live" && silent) this.become("silent");
    else if (this.current === "silent" && !silent) this.become("live");
    return rms;
  }

  /** Takes effect with the next opening when none is open. */
  private async reopen(): Promise<boolean> {
    if (!this.live && !this.opening) return true;
    const wished = this.wishedId;
    const before = this.live?.track;
    this.opening = this.acquire();
    await this.opening;
    return this.live !== null && this.live.track !== before && this.wishedId === wished;
  }

  private async acquire(otherwise?: MicrophoneState): Promise<void> {
    const turn = ++this.turn;
    if (!this.live && otherwise === undefined) this.become("opening");
    const outcome = await this.ask();
    if (turn !== this.turn) {
      if (typeof outcome !== "string") stopAll(outcome);
      return;
    }
    this.opening = null;
    if (typeof outcome !== "string") this.adopt(outcome);
    else if (!this.live) this.become(otherwise ?? outcome);
  }

  private async ask(): Promise<MediaStream | MicrophoneState> {
    const obstacle = this.ports.microphoneObstacle();
    if (obstacle) return obstacle;
    try {
      return await this.request();
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      const permission = await this.ports.microphonePermission();
      return microphoneTrouble({ name, message, permission });
    }
  }

  private async request(): Promise<MediaStream> {
    const wanted = this.wishedId;
    try {
      return await this.ports.getUserMedia(this.constraints(wanted));
    } catch (error) {
      // A remembered one that is gone: the default one will do.
      const name = error instanceof Error ? error.name : "";
      if (!wanted || this.live || !["OverconstrainedError", "NotFoundError"].includes(name)) {
        throw error;
      }
      this.wishedId = "";
      return this.ports.getUserMedia(this.constraints(""));
    }
  }

  private constraints(deviceId: string): MediaStreamConstraints {
    const exact = deviceId ? { deviceId: { exact: deviceId } } : {};
    return { audio: { ...this.wishedProcessing, ...exact } };
  }

  private adopt(stream: MediaStream): void {
    const track = stream.getAudioTracks()[0];
    if (!track) return this.become("missing");
    this.release();
    const copy = track.clone();
    track.enabled = !this.wishMuted;
    track.contentHint = "speech";
    track.onended = () => void this.lose();
    track.onmute = () => this.become("paused");
    track.onunmute = () => this.become("live");
    this.live = { track, copy, meter: this.ports.openMeter(copy) };
    this.silence.reset();
    this.current = track.muted ? "paused" : "live";
    this.changed.emit();
  }

  /** It is gone while in use. Whatever takes its place, nobody is heard by surprise. */
  private async lose(): Promise<void> {
    const device = { id: this.wishedId, label: this.live?.track.label ?? "" };
    this.release();
    this.wishMuted = true;
    this.become("unplugged");
    // Where the browser would ask first, or took it away, the person is the one to decide.
    if ((await this.ports.microphonePermission()) !== "granted") return;
    if (this.current !== "unplugged" || this.opening) return;
    this.wishedId = "";
    this.opening = this.acquire("unplugged");
    await this.opening;
    if (this.live) this.lost.emit(device);
  }

  private release(): void {
    if (!this.live) return;
    const { track, copy, meter } = this.live;
    this.live = null;
    track.onended = track.onmute = track.onunmute = null;
    track.stop();
    copy.stop();
    meter.close();
  }

  /** Something was plugged in: "no microphone" may no longer be true. */
  private async deviceChanged(): Promise<void> {
    if (this.current !== "missing") return;
    const found = await this.ports.hasMicrophone().catch(() => false);
    if (found && this.current === "missing") this.become("off");
  }

  /** Allowed now, it can be opened; taken away, it was not the plug. */
  private async permissionChanged(): Promise<void> {
    const permission = await this.ports.microphonePermission();
    const refused = this.current === "denied" || this.current === "dismissed";
    if (refused && permission === "granted") this.become("off");
    if (this.current === "unplugged" && permission === "denied") this.become("denied");
  }

  private become(state: MicrophoneState): void {
    if (this.current === state) return;
    this.current = state;
    this.changed.emit();
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
