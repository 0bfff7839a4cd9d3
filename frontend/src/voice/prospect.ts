/** What is known of a room from outside, so that offers to those inside can be made before a join. */
import type { MeshLink } from "../wire";
import type { PageCertificate } from "./certificate";
import { connectionSettings, iceServersOf } from "./configuration";
import { OfferPool } from "./offerPool";
import type { Microphone } from "./microphone";
import type { Ports } from "./ports";
import type { Signaling } from "./signaling";

export interface ProspectOptions {
  readonly signaling: Signaling;
  readonly microphone: Pick<Microphone, "track">;
  readonly certificate: Pick<PageCertificate, "current">;
  readonly ports: Pick<
    Ports,
    "clock" | "canCall" | "createPeerConnection" | "createStream" | "rehearseConnection"
  >;
}

/** Accounts at relays run out: what was learnt longer ago is not offered with. */
const FRESH_MS = 30 * 60_000;

export class Prospect {
  private roomId: string | null = null;
  private rehearsed = false;
  private known: { roomId: string; link: MeshLink; at: number } | null = null;

  constructor(private readonly options: ProspectOptions) {
    options.signaling.opened.on(() => void this.ask());
  }

  /** Somebody is at the door of this room. */
  look(roomId: string): void {
    this.roomId = roomId;
    this.rehearse();
    if (this.options.signaling.connected) void this.ask();
  }

  /** How sound travels in a room. */
  learn(roomId: string, link: MeshLink): void {
    this.known = { roomId, link, at: this.options.ports.clock.now() };
  }

  /** Offers for so many people; null when there is nobody, or not enough is known. */
  pool(roomId: string, people: number): OfferPool | null {
    const link = this.linkOf(roomId);
    if (!link || people <= 0) return null;
    const { ports, microphone, certificate } = this.options;
    const iceServers = iceServersOf(link);
    const stream = ports.createStream([]);
    return new OfferPool({
      clock: ports.clock,
      people,
      draft: () => ({
        connection: ports.createPeerConnection(connectionSettings(iceServers, certificate.current)),
        stream,
        iceServers: () => iceServers,
        track: () => microphone.track,
      }),
    });
  }

  private rehearse(): void {
    const { ports } = this.options;
    if (this.rehearsed || !ports.canCall()) return;
    this.rehearsed = true;
    ports.rehearseConnection().catch(() => undefined);
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
    } catch {
      // A refusal is the join's to tell.
    }
  }
}
