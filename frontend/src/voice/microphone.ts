/** The microphone: opened, muted, changed, lost, and never in another state than it says. */
import { Emitter } from "./emitter";
import { microphoneTrouble } from "./errors";
import type { Meter, Ports } from "./ports";
import type { MicrophoneState } from "./types";

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

export class Microphone {
  /** State, track or `muted` changed. */
  readonly changed = new Emitter<void>();
  private current: MicrophoneState = "off";
  private live: { track: MediaStreamTrack; meter: Meter } | null = null;
  private wishMuted = false;
  private deviceId: string | null = null;
  private opening: Promise<void> | null = null;
  /** Numbers the openings, so that one that comes late is closed again. */
  private turn = 0;

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
    return this.wishMuted || this.current !== "live";
  }

  /** At once, whatever else is going on: a disabled track is silence for everybody. */
  setMuted(muted: boolean): void {
    this.wishMuted = muted;
    if (this.live) this.live.track.enabled = !muted;
    this.changed.emit();
  }

  /** Never throws: why there is none is in the state. */
  async open(): Promise<void> {
    if (this.live) return;
    this.opening ??= this.acquire();
    await this.opening;
  }

  /** Change to another one; the old one stays when that fails. */
  async choose(deviceId: string): Promise<void> {
    this.deviceId = deviceId;
    if (!this.live && !this.opening) return;
    this.opening = this.acquire();
    await this.opening;
  }

  close(): void {
    this.turn++;
    this.opening = null;
    this.release();
    this.become("off");
  }

  /** Root mean square of the last moment, 0 to 1. */
  level(): number {
    return this.live?.meter.level() ?? 0;
  }

  private async acquire(): Promise<void> {
    const turn = ++this.turn;
    if (!this.live) this.become("opening");
    const outcome = await this.ask();
    if (turn !== this.turn) {
      if (typeof outcome !== "string") stopAll(outcome);
      return;
    }
    this.opening = null;
    if (typeof outcome !== "string") this.adopt(outcome);
    else if (!this.live) this.become(outcome);
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
    const wanted = this.deviceId;
    try {
      return await this.ports.getUserMedia(constraints(wanted));
    } catch (error) {
      // A remembered one that is gone: the default one will do.
      const name = error instanceof Error ? error.name : "";
      if (!wanted || !["OverconstrainedError", "NotFoundError"].includes(name)) throw error;
      this.deviceId = null;
      return this.ports.getUserMedia(constraints(null));
    }
  }

  private adopt(stream: MediaStream): void {
    const track = stream.getAudioTracks()[0];
    if (!track) return this.become("missing");
    this.release();
    track.enabled = !this.wishMuted;
    track.contentHint = "speech";
    track.onended = () => this.lose();
    this.live = { track, meter: this.ports.openMeter(track) };
    this.current = "live";
    this.changed.emit();
  }

  /** It is gone while in use. Whoever plugs in another one is not heard by surprise. */
  private lose(): void {
    this.release();
    this.wishMuted = true;
    this.become("unplugged");
  }

  private release(): void {
    if (!this.live) return;
    const { track, meter } = this.live;
    this.live = null;
    track.onended = null;
    track.stop();
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

function constraints(deviceId: string | null): MediaStreamConstraints {
  return {
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    },
  };
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
