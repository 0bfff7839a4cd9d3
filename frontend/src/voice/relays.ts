/** Which servers connections use: a relay only where it is needed, by the one way that works here. */
import type { MeshLink } from "../wire";
import { iceServersOf } from "./configuration";
import type { Ports } from "./ports";
import { probe, type ProbeResult } from "./probe";
import type { Signaling } from "./signaling";
import type { ApartReason } from "./types";

export interface RelaysOptions {
  readonly ports: Pick<Ports, "clock" | "createPeerConnection">;
  readonly signaling: Pick<Signaling, "request">;
}

/** One account will do for all who search for new paths in the same moment. */
const ACCOUNT_MS = 30_000;
/** So long a way that was found is taken to work. */
const WAY_MS = 10 * 60_000;
/** Where none was found it is tried again much sooner. */
const NO_WAY_MS = 20_000;
/** A relay that does not answer holds up nobody for longer. */
const PREPARE_MS = 2_500;
/** What answers later is of no use, and before people are told why the reason is known. */
const TRY_MS = 5_000;
/** UDP carries sound best: so long another way that works waits for it. */
const FOR_UDP_MS = 400;

interface Way {
  /** None: no relay answered, and all are tried. */
  readonly url: string | null;
  readonly refused: number | null;
  readonly at: number;
}

export class Relays {
  private known: { roomId: string; servers: RTCIceServer[]; at: number } | null = null;
  private way: Way | null = null;
  private search: Promise<void> | null = null;
  private question: Promise<void> | null = null;
  private needed = false;

  constructor(private readonly options: RelaysOptions) {}

  /** What the server said, just now. */
  learn(roomId: string, link: MeshLink): void {
    this.known = { roomId, servers: iceServersOf(link), at: this.options.ports.clock.now() };
  }

  /** Whether this server has any. */
  get exist(): boolean {
    return this.known?.servers.some(isRelay) ?? false;
  }

  /** For a connection that begins now; without relays as long as none was needed here. */
  get current(): RTCIceServer[] {
    return this.needed ? this.all() : this.direct();
  }

  /** For a new search for paths, or when the direct ones led nowhere. */
  async fresh(): Promise<RTCIceServer[]> {
    if (!this.exist) return this.direct();
    const { clock } = this.options.ports;
    const pause = new Promise<void>((resolve) => void clock.after(PREPARE_MS, resolve));
    await Promise.race([this.prepare(), pause]);
    return this.all();
  }

  /** A relay was what helped: the next connection begins with it. */
  need(): void {
    this.needed = true;
  }

  /** The network is another one. */
  forget(): void {
    this.needed = false;
    this.way = null;
  }

  /** Why two people may not find a path, as far as it shows at this end. */
  get verdict(): ApartReason {
    if (!this.exist) return "no_relay";
    if (this.way === null || this.way.url !== null) return "unknown";
    const { refused } = this.way;
    if (refused === 401) return "relay_refuses";
    return refused === 486 || refused === 508 ? "relay_full" : "relay_silent";
  }

  private async prepare(): Promise<void> {
    await this.renew();
    await this.findWay();
  }

  private direct(): RTCIceServer[] {
    return this.known?.servers.filter((server) => !isRelay(server)) ?? [];
  }

  private all(): RTCIceServer[] {
    const url = this.way?.url;
    const relays = this.known?.servers.filter(isRelay) ?? [];
    const chosen = url ? relays.map((relay) => ({ ...relay, urls: [url] })) : relays;
    return [...this.direct(), ...chosen];
  }

  private renew(): Promise<void> {
    const { known } = this;
    if (!known || this.now() - known.at < ACCOUNT_MS) return Promise.resolve();
    this.question ??= this.ask(known.roomId).finally(() => (this.question = null));
    return this.question;
  }

  /** Without an answer the old account may still do. */
  private async ask(roomId: string): Promise<void> {
    try {
      const { link } = await this.options.signaling.request("prepare-join", { roomId });
      if (this.known?.roomId === roomId) this.learn(roomId, link);
    } catch {
      // The line to the server is broken, or it does not let us in any more.
    }
  }

  private findWay(): Promise<void> {
    const { way } = this;
    const age = way ? this.now() - way.at : Infinity;
    if (age < (way?.url ? WAY_MS : NO_WAY_MS)) return Promise.resolve();
    this.search ??= this.tryWays().finally(() => (this.search = null));
    return this.search;
  }

  /** All at once, and one is chosen: each connection then takes one place at the relay, not three. */
  private async tryWays(): Promise<void> {
    const { clock, createPeerConnection: connect } = this.options.ports;
    const options = { connect, clock, relay: true, withinMs: TRY_MS };
    const servers = this.known?.servers.filter(isRelay) ?? [];
    const urls = servers.flatMap((server) => listOf(server.urls));
    const found: string[] = [];
    let refused: number | null = null;
    await new Promise<void>((resolve) => {
      const settle = (url: string, { outcome }: ProbeResult): void => {
        if (outcome === "ok") found.push(url);
        else if (outcome !== "silent" && outcome !== 701) refused = outcome;
        if (outcome === "ok" && url.endsWith("=udp")) resolve();
        else if (outcome === "ok") clock.after(FOR_UDP_MS, resolve);
      };
      const tried = servers.flatMap((server) =>
        listOf(server.urls).map(async (url) =>
          settle(url, await probe({ ...server, urls: [url] }, options)),
        ),
      );
      void Promise.all(tried).then(() => resolve());
    });
    const url = urls.find((one) => found.includes(one)) ?? null;
    this.way = { url, refused, at: this.now() };
  }

  private now(): number {
    return this.options.ports.clock.now();
  }
}

function isRelay({ urls }: RTCIceServer): boolean {
  return listOf(urls).some((url) => /^turns?:/u.test(url));
}

function listOf(urls: string | string[]): string[] {
  return typeof urls === "string" ? [urls] : urls;
}
