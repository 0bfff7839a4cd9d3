/** A line to a server in memory, with everything it asks for counted. */
import { Line } from "../line";
import { Signaling } from "../signaling";
import { FakeClock, settled } from "./clock";
import { makeUser, MemoryServer } from "./server";
import type { FakeSocket } from "./socket";

export class Stretch {
  readonly clock = new FakeClock();
  readonly server = new MemoryServer();
  readonly socket: FakeSocket = this.server.socket(makeUser("ann"));
  readonly session = { fresh: true, renewals: 0, over: 0, renewal: async () => true };
  needed = true;
  overslept = 0;
  readonly line = new Line({
    signaling: new Signaling(this.socket, this.clock),
    clock: this.clock,
    random: () => 0.5,
    renew: () => {
      this.session.renewals++;
      return this.session.renewal();
    },
    isSessionFresh: () => this.session.fresh,
    isNeeded: () => this.needed,
    onSessionOver: () => this.session.over++,
    onOverslept: () => this.overslept++,
  });

  async open(): Promise<void> {
    this.line.hold();
    await settled();
  }

  /** The server says that it will be back, and goes. */
  async goDown(retryInMs: number): Promise<void> {
    this.socket.deliver("server-restarting", { retryInMs });
    await settled();
    this.server.down = true;
    this.socket.cut("transport close");
  }
}
