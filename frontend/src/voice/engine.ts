/** The voice engine: the phases of being in a room, and the one holder of everything beneath. */
import type { SocketFacts } from "../wire";
import { PageCertificate } from "./certificate";
import { CHIMES } from "./chimes";
import { Devices } from "./devices";
import { Ears } from "./ears";
import { Refusal } from "./errors";
import { Levels } from "./levels";
import { Line } from "./line";
import { Microphone } from "./microphone";
import { isInside, nextPhase, type PhaseEvent } from "./phases";
import type { EngineOptions } from "./ports";
import { Prospect } from "./prospect";
import { Relays } from "./relays";
import { RoomWatch } from "./roomWatch";
import { levelsOf, speakingNow, withMuted } from "./roster";
import { Signaling } from "./signaling";
import { Board, NOTHING } from "./snapshot";
import { Speakers } from "./speakers";
import type { ChimeName, EndReason, JoinOptions, VoiceEngine, VoiceSnapshot } from "./types";
import { Visit } from "./visit";

export class Engine implements VoiceEngine {
  readonly levels: Levels;
  readonly rooms: RoomWatch;
  readonly devices: Devices;
  readonly ears: Ears;
  private readonly board = new Board();
  private readonly signaling: Signaling;
  private readonly line: Line;
  private readonly microphone: Microphone;
  private readonly speakers: Speakers;
  private readonly certificate: PageCertificate;
  private readonly prospect: Prospect;
  private readonly relays: Relays;
  private visit: Visit | null = null;

  constructor(private readonly options: EngineOptions) {
    const { clock } = options;
    this.signaling = new Signaling(options.createSocket(options.origin), clock);
    this.rooms = new RoomWatch(this.signaling, clock);
    this.microphone = new Microphone(options);
    this.speakers = new Speakers(options);
    this.certificate = new PageCertificate(options);
    const { signaling, microphone, certificate, speakers, board } = this;
    this.ears = new Ears({ board, speakers, microphone, book: options.book });
    this.devices = new Devices({
      microphone,
      speakers,
      ports: options,
      isInUse: () => isInside(board.now.phase),
    });
    const relays = new Relays({ signaling, ports: options });
    this.relays = relays;
    this.prospect = new Prospect({ signaling, microphone, certificate, relays, ports: options });
    this.levels = new Levels({
      clock,
      measure: () => levelsOf(this.board.now, microphone.measure(clock.now()), this.visit),
      onSpeaking: (speaking) => this.board.show(speakingNow(this.board.now, speaking)),
    });
    this.line = new Line({
      signaling: this.signaling,
      clock,
      random: () => options.random(),
      renew: () => options.renew(),
      isSessionFresh: () => options.isSessionFresh(),
      isNeeded: () => isInside(this.board.now.phase),
      onSessionOver: () => this.endSession(),
      onOverslept: () => this.visit?.overslept(),
    });
    this.listen();
  }

  warmUp(roomId?: string, people = 0): void {
    this.certificate.prepare();
    if (roomId !== undefined) this.prospect.look(roomId, people);
    this.line.hold();
  }

  async join(roomId: string, options: JoinOptions): Promise<void> {
    const { phase, roomId: current } = this.board.now;
    if (this.visit && isInside(phase) && current === roomId) return this.visit.arrived;
    this.closeVisit();
    this.microphone.setMuted(options.muted);
    this.move("join", { ...NOTHING, roomId, microphone: this.microphone.state });
    if (!this.options.canCall()) {
      return this.fail(new Refusal("unsupported", "This browser cannot make calls."));
    }
    const visit = this.openVisit(roomId, options.people ?? 0);
    if (options.microphone) void this.microphone.open();
    else this.microphone.close();
    return visit.arrived;
  }

  async leave(): Promise<void> {
    this.prospect.forget();
    const { phase, roomId } = this.board.now;
    if (!isInside(phase)) {
      this.microphone.close();
      this.move("reset", { ...NOTHING, microphone: this.microphone.state });
      return;
    }
    this.end("left");
    await this.signaling.request("leave", { roomId }).catch(() => undefined);
  }

  async setMuted(muted: boolean): Promise<void> {
    if (!isInside(this.board.now.phase)) return;
    // Nobody talks to people whom they do not hear.
    if (!muted) this.ears.setDeafened(false);
    this.microphone.setMuted(muted);
    if (!muted) await this.microphone.open();
  }

  async openMicrophone(): Promise<void> {
    // Outside a room nothing is sent, and a meter needs sound.
    if (!isInside(this.board.now.phase)) this.microphone.setMuted(false);
    await this.microphone.open();
  }

  closeMicrophone(): void {
    this.microphone.close();
  }

  chime(name: ChimeName): void {
    void this.options.ring(CHIMES[name], this.speakers.deviceId).catch(() => undefined);
  }

  async unblockPlayback(): Promise<void> {
    await this.speakers.unblock();
  }

  async shutdown(): Promise<void> {
    if (isInside(this.board.now.phase)) this.end("left");
    // The goodbye of the line is a leave.
    this.line.release();
    this.microphone.close();
    this.board.show(NOTHING);
  }

  subscribe(listener: () => void): () => void {
    return this.board.changed.on(listener);
  }

  getSnapshot(): VoiceSnapshot {
    return this.board.now;
  }

  private listen(): void {
    this.signaling.opened.on(() => {
      this.board.show({ serverRestarts: false });
      void this.visit?.ask();
    });
    this.signaling.facts.on((fact) => {
      if (fact.name === "removed") this.removed(fact.payload);
      else if (fact.name === "server-restarting") this.board.show({ serverRestarts: true });
      else this.visit?.take(fact);
    });
    this.signaling.closed.on(() => {
      this.visit?.cut();
      this.move("cut");
    });
    this.microphone.changed.on(() => this.showMicrophone());
    this.speakers.changed.on(() => this.board.show({ playbackBlocked: this.speakers.blocked }));
    this.options.onShown(() => this.line.hurry());
    this.options.onOnline(() => {
      this.line.hurry();
      this.prospect.forget();
      this.relays.forget();
      this.visit?.moved();
    });
  }

  private openVisit(roomId: string, people: number): Visit {
    this.certificate.prepare();
    const visit = new Visit({
      roomId,
      board: this.board,
      signaling: this.signaling,
      microphone: this.microphone,
      speakers: this.speakers,
      ears: this.ears,
      relays: this.relays,
      ports: this.options,
      certificate: () => this.certificate.current,
      pool: () => this.prospect.pool(roomId, people),
      onAdmitted: ({ link }) => {
        this.prospect.learn(roomId, link);
        this.move("admitted");
      },
      onRefused: (refusal) => this.fail(refusal),
      onSessionOver: () => this.endSession(),
    });
    this.visit = visit;
    this.levels.setInRoom(true);
    this.line.hold();
    if (this.signaling.connected) void visit.ask();
    return visit;
  }

  private removed({ reason, roomId }: SocketFacts["removed"]): void {
    if (reason === "session_ended") this.endSession();
    else if (this.visit && (roomId ?? this.board.now.roomId) === this.board.now.roomId) {
      this.end(reason);
    }
  }

  /** Signed out, here or elsewhere. */
  private endSession(): void {
    if (isInside(this.board.now.phase)) this.end("session_ended");
    this.line.release();
  }

  private end(reason: EndReason): void {
    this.closeVisit();
    this.microphone.close();
    this.move("out", { ended: reason, people: [], you: null });
  }

  private fail(refusal: Refusal): void {
    this.closeVisit();
    this.microphone.close();
    const error = { code: refusal.code, detail: refusal.message };
    this.move("refused", { error, people: [], you: null });
  }

  private closeVisit(): void {
    const { visit } = this;
    this.visit = null;
    visit?.close();
    this.ears.reset();
    this.levels.setInRoom(false);
  }

  private move(event: PhaseEvent, change: Partial<VoiceSnapshot> = {}): void {
    const phase = nextPhase(this.board.now.phase, event);
    this.board.show({ ...change, phase });
  }

  private showMicrophone(): void {
    const { state: microphone, muted } = this.microphone;
    const { you } = this.board.now;
    this.board.show({ microphone, you: you && withMuted(you, muted) });
    this.visit?.voiceChanged();
  }
}
