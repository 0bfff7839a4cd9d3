/** One stay in one room, from asking in to leaving: the seat, and what belongs to it. */
import type { Joined, Offer } from "../wire";
import { reconnectDelay } from "./backoff";
import { Company, type CompanyOptions } from "./company";
import { afterRefusedJoin, Refusal, Unanswered } from "./errors";
import type { OfferPool } from "./offerPool";
import type { Fact } from "./signaling";

export interface VisitOptions extends CompanyOptions {
  readonly roomId: string;
  /** Offers to go with a join; null when nobody is known to be inside. */
  pool(): OfferPool | null;
  onAdmitted(ack: Joined): void;
  /** The stay is over before it began, or cannot go on. */
  onRefused(refusal: Refusal): void;
  onSessionOver(): void;
}

/** Who clicked "join" is told after this long that the server cannot be reached. */
const JOIN_MS = 20_000;
const UNHEARD = { speaking: false, speakingMuted: false };

export class Visit {
  /** Settles with the first answer, whatever it is, and when the visit is closed. */
  readonly arrived: Promise<void>;
  private readonly company: Company;
  private seat: { peerId: string; resume: string; epoch: string } | null = null;
  /** Facts that came while a join was under way: the ack is older than they are. */
  private held: Fact[] | null = null;
  private pool: OfferPool | null = null;
  /** What the server knows of our microphone; everybody comes in muted. */
  private toldMuted = true;
  private absent = false;
  private refusals = 0;
  private closed = false;
  private settle: () => void = () => undefined;
  private cancelRetry: () => void = () => undefined;
  private readonly cancelDeadline: () => void;

  constructor(private readonly options: VisitOptions) {
    this.company = new Company(options);
    this.arrived = new Promise((resolve) => (this.settle = resolve));
    this.cancelDeadline = options.ports.clock.after(JOIN_MS, () =>
      options.onRefused(new Refusal("server_unreachable", "The server cannot be reached.")),
    );
  }

  /** The line is open: ask in, or take the seat again. */
  async ask(): Promise<void> {
    if (this.held || this.closed) return;
    this.held = [];
    // Who has a seat has connections, too: nobody is offered another one.
    this.pool = this.seat ? null : this.options.pool();
    try {
      const ack = await (this.pool ? this.joinWith(this.pool) : this.join([]));
      if (!this.closed) this.admit(ack);
    } catch (error) {
      this.held = null;
      if (!this.closed) this.turnAway(error);
    } finally {
      this.pool?.close();
    }
  }

  /** The line to the server broke. */
  cut(): void {
    this.cancelRetry();
    this.company.goOffline();
  }

  /** The line broke while this device slept: who lost the seat by that was not there. */
  overslept(): void {
    this.absent = true;
  }

  /** The network returned and may be another one. */
  moved(): void {
    this.company.moved();
  }

  take(fact: Fact): void {
    if (this.held) this.held.push(fact);
    else if (this.seat) this.apply(fact);
  }

  private apply(fact: Fact): void {
    const ofMute = fact.name === "mute" || fact.name === "unmute";
    if (ofMute && fact.payload.peerId === this.seat?.peerId) this.confirm(fact.name === "mute");
    else this.company.apply(fact);
  }

  /** The microphone is another one, or was muted or unmuted. */
  voiceChanged(): void {
    const { track, muted } = this.options.microphone;
    if (track) this.company.setTrack(track);
    if (muted !== this.toldMuted) this.tellMuted();
  }

  levelOf(peerId: string): number {
    return this.company.levelOf(peerId);
  }

  close(): void {
    this.closed = true;
    this.cancelRetry();
    this.cancelDeadline();
    this.pool?.close();
    this.company.close();
    this.settle();
  }

  private async joinWith(pool: OfferPool): Promise<Joined> {
    // Without a wait the question is out before the screen is drawn anew.
    if (!pool.isReady) await pool.ready();
    if (this.closed) throw new Unanswered();
    return this.join(pool.offers());
  }

  private join(offers: Offer[]): Promise<Joined> {
    const { signaling, roomId, microphone } = this.options;
    return signaling.request("join", {
      roomId,
      muted: microphone.muted,
      ...(this.seat ? { resume: this.seat.resume } : {}),
      ...(offers.length > 0 ? { offers } : {}),
    });
  }

  private admit(ack: Joined): void {
    const former = this.seat;
    const { peerId, resume } = ack.you;
    this.seat = { peerId, resume, epoch: ack.epoch };
    this.refusals = 0;
    this.cancelDeadline();
    if (this.absent && former?.peerId !== peerId) this.options.microphone.setMuted(true);
    this.absent = false;
    this.greet(ack);
    this.options.relays.learn(this.options.roomId, ack.link);
    if (former?.peerId === peerId) this.company.resume(ack, former.epoch !== ack.epoch);
    else this.company.begin(ack, this.pool);
    this.options.onAdmitted(ack);
    this.catchUp(former?.peerId === peerId);
    this.settle();
  }

  private greet(ack: Joined): void {
    const { board, microphone } = this.options;
    const { peerId, role } = ack.you;
    const former = board.now.you?.peerId === peerId ? board.now.you : null;
    // A seat that is taken again keeps what was known of it; everybody else comes in muted.
    const shownMuted = former?.shownMuted ?? true;
    const you = { peerId, role, muted: microphone.muted, ...UNHEARD, shownMuted };
    board.show({ room: ack.room, you });
  }

  /** What happened while the answer was on its way, there and here. */
  private catchUp(resumed: boolean): void {
    const held = this.held ?? [];
    this.held = null;
    for (const fact of held) this.apply(fact);
    if (!resumed) this.toldMuted = true;
    if (resumed || !this.options.microphone.muted) this.tellMuted();
  }

  private turnAway(error: unknown): void {
    const { options } = this;
    if (!(error instanceof Refusal)) {
      // Open, but silent for the whole time limit: a dead line. A broken one is opened anyway.
      if (options.signaling.connected) options.signaling.drop();
      return;
    }
    const outcome = afterRefusedJoin(error.code, this.seat !== null);
    if (outcome === "failed") options.onRefused(error);
    else if (outcome === "session_over") options.onSessionOver();
    else this.askAgain();
  }

  private askAgain(): void {
    const { ports, signaling } = this.options;
    const delayMs = reconnectDelay(this.refusals++, ports.random());
    this.cancelRetry = ports.clock.after(delayMs, () => {
      if (signaling.connected) void this.ask();
    });
  }

  /** What cannot be said now is said with the next ack. */
  private tellMuted(): void {
    const { signaling, microphone, roomId } = this.options;
    if (!this.seat || this.held || !signaling.connected) return;
    this.toldMuted = microphone.muted;
    const event = microphone.muted ? "mute" : "unmute";
    signaling.request(event, { roomId }).then(
      () => this.confirm(event === "mute"),
      () => undefined,
    );
  }

  /** The server says so, and with it everybody's screen. */
  private confirm(shownMuted: boolean): void {
    const { board } = this.options;
    const { you } = board.now;
    if (you && you.shownMuted !== shownMuted) board.show({ you: { ...you, shownMuted } });
  }
}
