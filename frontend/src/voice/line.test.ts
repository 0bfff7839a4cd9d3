import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import type { MemoryServer } from "./testing/server";
import type { FakeSocket } from "./testing/socket";
import { Stretch } from "./testing/stretch";

let stretch: Stretch;
let clock: Stretch["clock"];
let server: MemoryServer;
let socket: FakeSocket;
let line: Stretch["line"];
let session: Stretch["session"];

beforeEach(() => {
  stretch = new Stretch();
  ({ clock, server, socket, line, session } = stretch);
});

describe("the line", () => {
  it("opens at once when it is wanted, and only once", async () => {
    line.hold();
    line.hold();
    await settled();
    expect(socket.connected).toBe(true);
    expect(socket.tries).toBe(1);
    expect(session.renewals).toBe(0);
  });

  it("is tried again within half a second to one and a half after it broke", async () => {
    line.hold();
    await settled();
    socket.cut("transport close");
    await clock.pass(499);
    expect(socket.tries).toBe(1);
    await clock.pass(1_001);
    expect(socket.connected).toBe(true);
  });

  it("waits longer from try to try, at most eight seconds", async () => {
    server.down = true;
    line.hold();
    await clock.pass(120_000);
    const before = socket.tries;
    expect(before).toBeGreaterThan(15);
    server.down = false;
    await clock.pass(8_000);
    expect(socket.connected).toBe(true);
  });

  it("does not come back at once, again and again, to a server that hangs up at once", async () => {
    line.hold();
    for (let round = 0; round < 6; round++) {
      await settled();
      if (socket.connected) socket.cut("transport close");
      await clock.pass(1_000);
    }
    expect(socket.tries).toBeLessThan(5);
  });

  it("is tried within a quarter of a second when the network returns", async () => {
    server.down = true;
    line.hold();
    await clock.pass(60_000);
    server.down = false;
    const { tries } = socket;
    line.hurry();
    await clock.pass(250);
    expect(socket.tries).toBe(tries + 1);
    expect(socket.connected).toBe(true);
  });

  it("stays off when it is released", async () => {
    line.hold();
    await settled();
    line.release();
    line.hurry();
    await clock.pass(60_000);
    expect(socket.connected).toBe(false);
    expect(socket.tries).toBe(1);
  });

  it("does not come back to a server that said goodbye, unless somebody is in a room", async () => {
    line.hold();
    await settled();
    stretch.needed = false;
    socket.cut("io server disconnect");
    await clock.pass(60_000);
    expect(socket.tries).toBe(1);
    line.hold();
    await settled();
    stretch.needed = true;
    socket.cut("io server disconnect");
    await clock.pass(2_000);
    expect(socket.connected).toBe(true);
  });
});

describe("the session behind it", () => {
  it("is renewed before a try when the access token is about to expire", async () => {
    session.fresh = false;
    line.hold();
    await settled();
    expect(session.renewals).toBe(1);
    expect(socket.connected).toBe(true);
  });

  it("is not in doubt for the first failure after a line that was good", async () => {
    await stretch.open();
    server.down = true;
    socket.cut("transport close");
    await clock.pass(2_500);
    expect([socket.tries, session.renewals]).toEqual([3, 0]);
    await clock.pass(2_250);
    expect([socket.tries, session.renewals]).toEqual([4, 1]);
  });

  it("is renewed after a refusal, which a browser cannot tell from a missing server", async () => {
    server.down = true;
    line.hold();
    await settled();
    expect(session.renewals).toBe(0);
    server.down = false;
    await clock.pass(1_500);
    expect(session.renewals).toBe(1);
    expect(socket.connected).toBe(true);
  });

  it("ends everything when it cannot be renewed", async () => {
    server.down = true;
    session.renewal = async () => false;
    line.hold();
    await clock.pass(60_000);
    expect(session.over).toBe(1);
    expect(socket.tries).toBe(1);
  });

  it("is asked about again when the server could not be asked", async () => {
    session.fresh = false;
    session.renewal = () => Promise.reject(new TypeError("Failed to fetch"));
    line.hold();
    await clock.pass(20_000);
    expect(socket.tries).toBe(0);
    expect(session.over).toBe(0);
    session.renewal = async () => true;
    await clock.pass(8_000);
    expect(socket.connected).toBe(true);
  });

  it("is asked about again when a renewal hangs on a dead network", async () => {
    session.fresh = false;
    session.renewal = () => new Promise(() => undefined);
    line.hold();
    await clock.pass(5_000);
    session.renewal = async () => true;
    await clock.pass(1_500);
    expect(socket.connected).toBe(true);
  });

  it("does not open a line that was released while it was renewed", async () => {
    session.fresh = false;
    const answers: ((alive: boolean) => void)[] = [];
    session.renewal = () => new Promise((resolve) => void answers.push(resolve));
    line.hold();
    line.release();
    answers[0]?.(true);
    await clock.pass(60_000);
    expect(socket.tries).toBe(0);
  });
});
