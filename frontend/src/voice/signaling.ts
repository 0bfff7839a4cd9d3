/** Typed requests and facts over one Socket.IO connection, with a time limit on every answer. */
import { io } from "socket.io-client";

import type { Refused, SocketAcks, SocketFacts, SocketRequests } from "../wire";
import { Emitter } from "./emitter";
import { Refusal, Unanswered } from "./errors";
import type { Clock } from "./ports";

/** The part of a Socket.IO client that is used. */
export interface SocketLike {
  readonly connected: boolean;
  connect(): void;
  /** Say goodbye and close: the server takes it as leaving. */
  disconnect(): void;
  /** Close without a word: the server keeps the seat for a while. */
  drop(): void;
  on(event: string, listener: (payload: unknown) => void): void;
  emit<E extends RequestName>(
    event: E,
    payload: SocketRequests[E],
    answer: (ack: SocketAcks[E] | Refused) => void,
  ): void;
}

export type RequestName = keyof SocketRequests;
export type Fact = {
  [E in keyof SocketFacts]: { name: E; payload: SocketFacts[E] };
}[keyof SocketFacts];

/** Every fact there is; the type sees to it that none is forgotten. */
const FACTS: Record<keyof SocketFacts, true> = {
  "ice-candidate": true,
  "session-description": true,
  "add-peer": true,
  "remove-peer": true,
  mute: true,
  unmute: true,
  "mute-info": true,
  "peer-away": true,
  "peer-back": true,
  removed: true,
  "rooms-changed": true,
  "server-restarting": true,
};

const ANSWER_MS = 8_000;

export class Signaling {
  readonly opened = new Emitter<void>();
  /** `byServer`: the server said goodbye; official clients do not come back after that. */
  readonly closed = new Emitter<{ byServer: boolean }>();
  /** A try to connect came to nothing: refused or not reached, a browser cannot see which. */
  readonly refused = new Emitter<void>();
  readonly facts = new Emitter<Fact>();
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly socket: SocketLike,
    private readonly clock: Clock,
  ) {
    socket.on("connect", () => this.opened.emit());
    socket.on("connect_error", () => this.refused.emit());
    socket.on("disconnect", (reason) => this.cut(reason === "io server disconnect"));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record's own keys
    for (const name of Object.keys(FACTS) as (keyof SocketFacts)[]) this.listenFor(name);
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  open(): void {
    this.socket.connect();
  }

  /** Say goodbye: whoever is in a room has left it. */
  close(): void {
    this.socket.disconnect();
  }

  /** Give up a line that does not answer, keeping the seat. */
  drop(): void {
    this.socket.drop();
  }

  /**
   * Ask the server something. Throws Refusal when it says no, Unanswered when nobody knows.
   * Nothing is kept for later: without a connection it throws at once.
   */
  request<E extends RequestName>(event: E, payload: SocketRequests[E]): Promise<SocketAcks[E]> {
    return new Promise((resolve, reject) => {
      if (!this.socket.connected) {
        reject(new Unanswered());
        return;
      }
      const settle = (run: () => void): void => {
        cancel();
        this.waiting.delete(giveUp);
        run();
      };
      const giveUp = (): void => settle(() => reject(new Unanswered()));
      const cancel = this.clock.after(ANSWER_MS, giveUp);
      this.waiting.add(giveUp);
      this.socket.emit(event, payload, (ack) =>
        settle(() => {
          if (ack.ok) resolve(ack);
          else reject(Refusal.from(ack));
        }),
      );
    });
  }

  private listenFor(name: keyof SocketFacts): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types are the server's
    this.socket.on(name, (payload) => this.facts.emit({ name, payload } as Fact));
  }

  private cut(byServer: boolean): void {
    for (const giveUp of this.waiting) giveUp();
    this.closed.emit({ byServer });
  }
}

/** The real client: WebSocket only, and never a try or a message that we did not ask for. */
export function socketIo(origin: string): SocketLike {
  // Given an empty address the library makes up one without a host.
  const socket = io(origin || globalThis.location.origin, {
    path: "/socket.io",
    transports: ["websocket"],
    withCredentials: true,
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    timeout: ANSWER_MS,
  });
  socket.on("disconnect", () => {
    // What it could not send it would send after the next connect, when it is no longer true.
    socket.sendBuffer = [];
  });
  return {
    get connected() {
      return socket.connected;
    },
    connect: () => void socket.connect(),
    disconnect: () => void socket.disconnect(),
    drop: () => void socket.io.engine?.close(),
    on: (event, listener) => void socket.on(event, listener),
    emit: (event, payload, answer) => void socket.emit(event, payload, answer),
  };
}
