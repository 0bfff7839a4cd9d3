/** Tells the server, once of each other person, by what way and how soon they were heard. */
import type { ReportConnection } from "../wire";
import { Refusal } from "./errors";
import type { Clock } from "./ports";
import type { Signaling } from "./signaling";
import type { Board } from "./snapshot";
import type { Travel } from "./travel";
import type { VoicePerson } from "./types";

/** What is asked of a connection. */
export interface Travelled {
  /** Whether anything came from them a moment ago, be it silence. */
  isHeard(): boolean;
  travel(): Promise<Travel | null>;
}

export interface ReportsOptions {
  readonly board: Board;
  readonly signaling: Pick<Signaling, "request">;
  readonly clock: Clock;
  connectionTo(peerId: string): Travelled | undefined;
}

/** Who is not reached by then is not heard when it matters. */
const UNREACHED_MS = 15_000;
/** Who connected and sends nothing for so long has no microphone. */
const SILENT_MS = 5_000;
/** How often one looks: at first often, then less and less. */
const LOOK_MS = 20;
const LOOK_SHARE = 0.1;
/** Longer than this was not waiting but sleeping. */
const MOST_MS = 60_000;

export class Reports {
  /** Since when one waits for each. */
  private readonly since = new Map<string, number>();
  private readonly met = new Set<string>();
  /** Those of whom there is nothing more to find out. */
  private readonly told = new Set<string>();
  private readonly began: number;
  private seen: readonly VoicePerson[] = [];
  private chain: Promise<void> = Promise.resolve();
  private closed = false;
  /** A server from before there were reports takes them for mistakes. */
  private unwanted = false;
  private readonly stop: () => void;

  /** Make it when the person clicks. */
  constructor(private readonly options: ReportsOptions) {
    this.began = options.clock.now();
    this.stop = options.board.changed.on(() => this.look());
  }

  /** They were inside before us: one waits for them since the click. */
  enter(peerIds: readonly string[]): void {
    for (const peerId of peerIds) if (!this.since.has(peerId)) this.since.set(peerId, this.began);
  }

  close(): void {
    this.closed = true;
    this.stop();
  }

  private look(): void {
    const { people } = this.options.board.now;
    if (people === this.seen) return;
    this.seen = people;
    const now = this.options.clock.now();
    for (const { peerId, state } of people) {
      const since = this.since.get(peerId) ?? now;
      this.since.set(peerId, since);
      if (!this.met.has(peerId)) this.giveTime(peerId);
      this.met.add(peerId);
      if (state !== "connected" || this.told.has(peerId)) continue;
      this.told.add(peerId);
      this.listen(peerId, since, now);
    }
  }

  /** Nobody can be reached without words, which take a line at both ends. */
  private giveTime(peerId: string): void {
    const { clock, board } = this.options;
    clock.after(UNREACHED_MS, () => {
      const person = board.now.people.find((one) => one.peerId === peerId);
      if (!person || this.closed || this.told.has(peerId)) return;
      if (person.away || board.now.phase !== "joined") return this.giveTime(peerId);
      this.told.add(peerId);
      this.tell({ peerId, path: "none" });
    });
  }

  private listen(peerId: string, since: number, connectedAt: number): void {
    const { clock } = this.options;
    const connection = this.options.connectionTo(peerId);
    if (!connection || this.closed) return;
    const now = clock.now();
    const waited = now - connectedAt;
    if (connection.isHeard()) void this.report(peerId, connection, now - since);
    else if (waited >= SILENT_MS) void this.report(peerId, connection, null);
    else {
      const pause = Math.max(LOOK_MS, waited * LOOK_SHARE);
      clock.after(pause, () => this.listen(peerId, since, connectedAt));
    }
  }

  private async report(peerId: string, connection: Travelled, ms: number | null): Promise<void> {
    const travel = await connection.travel();
    if (!travel) return;
    const heard = ms !== null && ms <= MOST_MS ? { firstSoundMs: Math.round(ms) } : {};
    const { path, protocol } = travel;
    this.tell({ peerId, path, protocol, ...heard });
  }

  /** One after the other: who does not want them gets one too many at most. */
  private tell(report: ReportConnection): void {
    this.chain = this.follow(this.chain, report);
  }

  private async follow(before: Promise<void>, report: ReportConnection): Promise<void> {
    await before;
    if (this.closed || this.unwanted) return;
    try {
      await this.options.signaling.request("report-connection", report);
    } catch (error) {
      // Whoever is gone by now, or a line that broke: it was one number of many.
      this.unwanted = error instanceof Refusal && error.code === "event_unknown";
    }
  }
}
