/** Which microphones and loudspeakers there are, which are used, and what was plugged in or out. */
import { Emitter } from "./emitter";
import type { Microphone } from "./microphone";
import type { Ports } from "./ports";
import { differs } from "./snapshot";
import type { Speakers } from "./speakers";
import type {
  AudioDevice,
  DeviceKind,
  DeviceNews,
  DevicesNow,
  Processing,
  VoiceDevices,
} from "./types";

export interface DevicesOptions {
  readonly microphone: Microphone;
  readonly speakers: Speakers;
  readonly ports: Pick<Ports, "listDevices" | "onDevices" | "canChooseSpeaker">;
  /** Whether anybody would like to know what is plugged in now. */
  isInUse(): boolean;
}

/** Chromium lists these beside the real ones. */
const NICKNAMES: ReadonlySet<string> = new Set(["default", "communications"]);

export class Devices implements VoiceDevices {
  private readonly changed = new Emitter<void>();
  private now: DevicesNow;
  private looked = false;
  private counted = 0;
  private track: MediaStreamTrack | null = null;

  constructor(private readonly options: DevicesOptions) {
    const { microphone, speakers, ports } = options;
    this.now = {
      microphones: [],
      speakers: [],
      microphoneId: microphone.deviceId,
      speakerId: speakers.deviceId,
      canChooseSpeaker: ports.canChooseSpeaker(),
      processing: microphone.processing,
      news: null,
    };
    ports.onDevices(() => void this.replugged());
    microphone.lost.on((device) => this.tell("microphone", "gone", device));
    microphone.changed.on(() => this.trackChanged());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    if (!this.looked) void this.look();
    return this.changed.on(listener);
  };

  readonly getSnapshot = (): DevicesNow => this.now;

  async chooseMicrophone(deviceId: string): Promise<void> {
    const { microphone } = this.options;
    const chosen = await microphone.choose(deviceId);
    this.show({ microphoneId: microphone.deviceId });
    if (!chosen) this.refuse("microphone", deviceId);
  }

  async chooseSpeaker(deviceId: string): Promise<void> {
    const { speakers } = this.options;
    const chosen = await speakers.choose(deviceId);
    this.show({ speakerId: speakers.deviceId });
    if (!chosen) this.refuse("speaker", deviceId);
  }

  async setProcessing(processing: Processing): Promise<void> {
    this.show({ processing });
    await this.options.microphone.setProcessing(processing);
  }

  dismiss(): void {
    this.show({ news: null });
  }

  /** Labels come with the permission, and that comes with the first track. */
  private trackChanged(): void {
    const { microphone } = this.options;
    this.show({ microphoneId: microphone.deviceId });
    if (microphone.track === this.track) return;
    this.track = microphone.track;
    if (this.track) void this.look();
  }

  private async look(): Promise<void> {
    this.looked = true;
    const all = await this.options.ports.listDevices().catch(() => []);
    this.show({ microphones: named(all, "audioinput"), speakers: named(all, "audiooutput") });
  }

  private async replugged(): Promise<void> {
    if (!this.looked) return;
    const before = this.now;
    await this.look();
    await this.takeSpeakerUp(before.speakers);
    if (!this.options.isInUse()) return;
    this.tellComing("microphone", before.microphones, this.now.microphones);
    this.tellComing("speaker", before.speakers, this.now.speakers);
    await this.leaveSpeaker(before.speakers);
  }

  /** Where no names were known nothing can be said to be new. A headset is told of once. */
  private tellComing(
    kind: DeviceKind,
    before: readonly AudioDevice[],
    after: readonly AudioDevice[],
  ): void {
    const { deviceId } = this.options.speakers;
    const isNew = ({ id }: AudioDevice) => !has(before, id) && id !== deviceId;
    const came = before.length > 0 ? after.find(isNew) : undefined;
    const told = this.now.news;
    if (!came || (told?.what === "came" && told.device.label === came.label)) return;
    this.tell(kind, "came", came);
  }

  /** The chosen one is there now: everybody is heard on it, and not only who comes from now on. */
  private async takeSpeakerUp(before: readonly AudioDevice[]): Promise<void> {
    const { speakers } = this.options;
    const { deviceId } = speakers;
    if (has(this.now.speakers, deviceId) && !has(before, deviceId)) await speakers.choose(deviceId);
  }

  private async leaveSpeaker(before: readonly AudioDevice[]): Promise<void> {
    const { speakers } = this.options;
    const used = before.find((one) => one.id === speakers.deviceId);
    if (!used || has(this.now.speakers, used.id)) return;
    await speakers.choose("");
    this.show({ speakerId: "" });
    this.tell("speaker", "gone", used);
  }

  private refuse(kind: DeviceKind, deviceId: string): void {
    const list = kind === "microphone" ? this.now.microphones : this.now.speakers;
    const device = list.find((one) => one.id === deviceId);
    this.tell(kind, "refused", device ?? { id: deviceId, label: "" });
  }

  private tell(kind: DeviceKind, what: DeviceNews["what"], device: AudioDevice): void {
    this.show({ news: { number: ++this.counted, kind, what, device } });
  }

  private show(change: Partial<DevicesNow>): void {
    if (!differs(this.now, change)) return;
    this.now = { ...this.now, ...change };
    this.changed.emit();
  }
}

function has(devices: readonly AudioDevice[], id: string): boolean {
  return devices.some((one) => one.id === id);
}

/** The real ones that the browser names; before it is allowed to it lists one without a name. */
function named(all: readonly MediaDeviceInfo[], kind: MediaDeviceKind): AudioDevice[] {
  return all
    .filter((one) => one.kind === kind && one.label !== "" && !NICKNAMES.has(one.deviceId))
    .map(({ deviceId: id, label }) => ({ id, label }));
}
