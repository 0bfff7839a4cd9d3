/** A client's end of a Socket.IO connection in memory: in order and asynchronous as the real one. */
import type { PublicUser } from "../../wire";
import type { SocketLike } from "../signaling";
import { standIn } from "./stand";

export type Payload = Record<string, unknown>;

/** What is at the other end. */
export interface FarEnd {
  /** Refuses every new connection, as a browser sees it. */
  readonly down: boolean;
  handle(socket: FakeSocket, event: string, payload: Payload, reply: (ack: object) => void): void;
  gone(socket: FakeSocket, goodbye: boolean): void;
}

export class FakeSocket implements SocketLike {
  connected = false;
  tries = 0;
  private readonly listeners = new Map<string, ((payload: unknown) => void)[]>();
  /** Numbers the connections, so that what was under way in an earlier one is lost. */
  private turn = 0;

  constructor(
    private readonly server: FarEnd,
    readonly user: PublicUser,
  ) {}

  connect(): void {
    this.tries++;
    queueMicrotask(() => {
      if (this.connected) return;
      this.connected = !this.server.down;
      if (this.connected) this.turn++;
      this.fire(this.connected ? "connect" : "connect_error", undefined);
    });
  }

  disconnect(): void {
    if (!this.connected) return;
    this.server.gone(this, true);
    this.cut("io client disconnect");
  }

  drop(): void {
    if (!this.connected) return;
    this.server.gone(this, false);
    this.cut("forced close");
  }

  /** The line is gone; the server does not know of it unless it is told. */
  cut(reason: string): void {
    this.connected = false;
    this.turn++;
    this.fire("disconnect", reason);
  }

  on(event: string, listener: (payload: unknown) => void): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  emit(event: string, payload: object, answer: (ack: never) => void): void {
    const { turn } = this;
    const copy = standIn<Payload>(structuredClone(payload));
    queueMicrotask(() => {
      if (turn !== this.turn) return;
      this.server.handle(this, event, copy, (ack) => this.later(() => answer(standIn<never>(ack))));
    });
  }

  deliver(name: string, payload: object): void {
    const copy = structuredClone(payload);
    this.later(() => this.fire(name, copy));
  }

  private later(run: () => void): void {
    const { turn } = this;
    queueMicrotask(() => {
      if (turn === this.turn) run();
    });
  }

  private fire(event: string, payload: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(payload);
  }
}
