/** Plays the others: one audio element each, with its volume, on the chosen loudspeaker. */
import { Emitter } from "./emitter";
import type { Ports } from "./ports";

export class Speakers {
  /** `blocked` changed. */
  readonly changed = new Emitter<void>();
  private readonly elements = new Map<string, HTMLAudioElement>();
  private readonly refused = new Set<string>();
  /** By user, so that it outlives their reload. */
  private readonly volumes = new Map<string, number>();
  private deviceId = "";

  constructor(private readonly ports: Pick<Ports, "createAudio" | "createStream">) {}

  /** The browser refuses to play until the person does something on the page. */
  get blocked(): boolean {
    return this.refused.size > 0;
  }

  play(peerId: string, track: MediaStreamTrack, volume: number): void {
    const audio = this.elements.get(peerId) ?? this.create(peerId);
    audio.srcObject = this.ports.createStream([track]);
    audio.volume = volume;
    void this.start(peerId, audio);
  }

  stop(peerId: string): void {
    const audio = this.elements.get(peerId);
    if (!audio) return;
    this.elements.delete(peerId);
    audio.pause();
    audio.srcObject = null;
    audio.remove();
    this.note(peerId, false);
  }

  volumeOf(userId: string): number {
    return this.volumes.get(userId) ?? 1;
  }

  /** The volume that is really set: 0 to 1. */
  setVolume(peerId: string, userId: string, volume: number): number {
    const fair = Math.min(1, Math.max(0, volume));
    this.volumes.set(userId, fair);
    const audio = this.elements.get(peerId);
    if (audio) audio.volume = fair;
    return fair;
  }

  /** A loudspeaker that is not there leaves the sound where it was. */
  async choose(deviceId: string): Promise<void> {
    this.deviceId = deviceId;
    await Promise.all([...this.elements.values()].map((audio) => this.route(audio)));
  }

  /** Call from a click. */
  async unblock(): Promise<void> {
    await Promise.all([...this.elements].map(([peerId, audio]) => this.start(peerId, audio)));
  }

  close(): void {
    for (const peerId of this.elements.keys()) this.stop(peerId);
  }

  private create(peerId: string): HTMLAudioElement {
    const audio = this.ports.createAudio(peerId);
    this.elements.set(peerId, audio);
    if (this.deviceId) void this.route(audio);
    return audio;
  }

  private async start(peerId: string, audio: HTMLAudioElement): Promise<void> {
    try {
      await audio.play();
      this.note(peerId, false);
    } catch (error) {
      // Any other name: another track took over in between, or there is none any more.
      const refused = error instanceof Error && error.name === "NotAllowedError";
      if (refused && this.elements.get(peerId) === audio) this.note(peerId, true);
    }
  }

  private async route(audio: HTMLAudioElement): Promise<void> {
    try {
      await audio.setSinkId?.(this.deviceId);
    } catch {
      // Unplugged, or not permitted.
    }
  }

  private note(peerId: string, refused: boolean): void {
    const before = this.blocked;
    if (refused) this.refused.add(peerId);
    else this.refused.delete(peerId);
    if (before !== this.blocked) this.changed.emit();
  }
}
