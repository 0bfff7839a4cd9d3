/** What is known of a room from outside, so that offers to those inside can be made before a join. */
import type { MeshLink } from "../wire";
import type { PageCertificate } from "./certificate";
import { connectionSettings } from "./configuration";
import { OfferPool } from "./offerPool";
import type { Microphone } from "./microphone";
import type { Ports } from "./ports";
import type { Relays } from "./relays";
import type { Signaling } from "./signaling";

export interface ProspectOptions {
  readonly signaling: Signaling;
  readonly microphone: Pick<Microphone, "track">;
  readonly certificate: Pick<PageCertificate, "current">;
  readonly relays: Relays;
  readonly ports: Pick<
    Ports,
    "clock" | "canCall" | "createPeerConnection" | "createStream" | "rehearseConnection"
  >;
}

/** Accounts at relays run out: what was learnt longer ago is not offered with. */
const FRESH_MS = 30 * 60_000;
/** So many offers are made at the door, before anybody asks in; they do not keep for long. */
const AT_DOOR = 6;
const KEPT_MS = 30_000;

export class Prospect {
  private roomId: string | null = null;
  private people = 0;
  private rehearsed = false;
  private known: { roomId: string; link: MeshLink; at: number } | null = null;
  private drawn: { roomId: string; pool: OfferPool; cancel: () => void } | null = null;

  constructor(private readonly options: ProspectOptions) {
    options.signaling.opened.on(() => void this.ask());
  }

  /** Somebody is at the door of this room, and sees so many people inside. */
  look(roomId: string, people: number): void {
    if (!this.options.ports.canCall()) return;
    this.roomId = roomId;
    this.people = people;
    this.rehearse();
    if (this.linkOf(roomId)) this.draw();
    else if (this.options.signaling.connected) void this.ask();
  }

  /** Nobody is at the door, or the network is another one: what was made there is of no use. */
  forget(): void {
    this.roomId = null;
    this.take()?.close();
  }

  /** How sound travels in a room. */
  learn(roomId: string, link: MeshLink): void {
    this.known = { roomId, link, at: this.options.ports.clock.now() };
    this.options.relays.learn(roomId, link);
  }

  /** Offers for so many people; null when there is nobody, or not enough is known. */
  pool(roomId: string, people: number): OfferPool | null {
    const link = this.linkOf(roomId);
    const drawnFor = this.drawn?.roomId;
    const drawn = this.take();
    if (drawn && link && people > 0 && drawnFor === roomId) {
      drawn.grow(people);
      return drawn;
    }
    drawn?.close();
    if (!link || people <= 0) return null;
    const pool = this.make();
    pool.grow(people);
    return pool;
  }

  private draw(): void {
    const { roomId, people } = this;
    const link = roomId === null ? null : this.linkOf(roomId);
    if (roomId === null || !link || people <= 0) return;
    if (this.drawn?.roomId !== roomId) {
      this.take()?.close();
      const cancel = this.options.ports.clock.after(KEPT_MS, () => this.take()?.close());
      this.drawn = { roomId, pool: this.make(), cancel };
    }
    this.drawn.pool.grow(Math.min(people, AT_DOOR));
  }

  private take(): OfferPool | null {
    const { drawn } = this;
    this.drawn = null;
    drawn?.cancel();
    return drawn?.pool ?? null;
  }

  private make(): OfferPool {
    const { ports, microphone, certificate, relays } = this.options;
    const stream = ports.createStream([]);
    return new OfferPool({
      clock: ports.clock,
      draft: () => ({
        connection: ports.createPeerConnection(
          connectionSettings(relays.current, certificate.current),
        ),
        stream,
        freshServers: () => relays.fresh(),
        track: () => microphone.track,
      }),
    });
  }

  private rehearse(): void {
    if (this.rehearsed) return;
    this.rehearsed = true;
    this.options.ports.rehearseConnection().catch(() => undefined);
  }

  private linkOf(roomId: string): MeshLink | null {
    const { known, options } = this;
    if (known?.roomId !== roomId) return null;
    return options.ports.clock.now() - known.at < FRESH_MS ? known.link : null;
  }

  /** Without an answer nothing is offered before the join, and nobody notices. */
  private async ask(): Promise<void> {
    const { roomId } = this;
    if (roomId === null || this.linkOf(roomId)) return;
    try {
      const { link } = await this.options.signaling.request("prepare-join", { roomId });
      this.learn(roomId, link);
      this.draw();
    } catch {
      // A refusal is the join's to tell.
    }
  }
}
