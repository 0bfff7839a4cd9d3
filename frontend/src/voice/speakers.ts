/** Plays the others: one audio element each, as loud as they are wished, on the chosen loudspeaker. */
import { Emitter } from "./emitter";
import type { Ports } from "./ports";
import type { HeardAs } from "./types";

export class Speakers {
  /** `blocked` changed. */
  readonly changed = new Emitter<void>();
  private readonly elements = new Map<string, HTMLAudioElement>();
  private readonly refused = new Set<string>();
  private readonly heard = new Map<string, HeardAs>();
  private sinkId = "";
  private silenced = false;

  constructor(private readonly ports: Pick<Ports, "createAudio" | "createStream">) {}

  /** The browser refuses to play until the person does something on the page. */
  get blocked(): boolean {
    return this.refused.size > 0;
  }

  /** "" for the system's default. */
  get deviceId(): string {
    return this.sinkId;
  }

  play(peerId: string, track: MediaStreamTrack, heard: HeardAs): void {
    const audio = this.elements.get(peerId) ?? this.create(peerId);
    audio.srcObject = this.ports.createStream([track]);
    this.adjust(peerId, heard);
    void this.start(peerId, audio);
  }

  stop(peerId: string): void {
    const audio = this.elements.get(peerId);
    this.heard.delete(peerId);
    if (!audio) return;
    this.elements.delete(peerId);
    audio.pause();
    audio.srcObject = null;
    audio.remove();
    this.note(peerId, false);
  }

  /** How loud somebody is from now on. */
  adjust(peerId: string, heard: HeardAs): void {
    this.heard.set(peerId, heard);
    const audio = this.elements.get(peerId);
    if (!audio) return;
    audio.volume = heard.volume;
    audio.muted = this.silenced || heard.hushed;
  }

  /** Nobody is heard while this is on. */
  setSilenced(silenced: boolean): void {
    this.silenced = silenced;
    for (const [peerId, heard] of this.heard) this.adjust(peerId, heard);
  }

  /** A loudspeaker that is not there leaves the sound where it was; the answer is false then. */
  async choose(deviceId: string): Promise<boolean> {
    const before = this.sinkId;
    this.sinkId = deviceId;
    const routed = await this.routeAll();
    if (routed || this.sinkId !== deviceId) return routed;
    this.sinkId = before;
    await this.routeAll();
    return false;
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
    if (this.sinkId) void this.route(audio);
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

  private async routeAll(): Promise<boolean> {
    const routed = await Promise.all([...this.elements.values()].map((one) => this.route(one)));
    return routed.every(Boolean);
  }

  private async route(audio: HTMLAudioElement): Promise<boolean> {
    try {
      await audio.setSinkId?.(this.sinkId);
      return true;
    } catch {
      // Unplugged, or not permitted.
      return false;
    }
  }

  private note(peerId: string, refused: boolean): void {
    const before = this.blocked;
    if (refused) this.refused.add(peerId);
    else this.refused.delete(peerId);
    if (before !== this.blocked) this.changed.emit();
  }
}
