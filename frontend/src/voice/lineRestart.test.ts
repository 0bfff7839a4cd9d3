import { beforeEach, describe, expect, it } from "vitest";

import { Stretch } from "./testing/stretch";

let stretch: Stretch;
let clock: Stretch["clock"];
let server: Stretch["server"];
let socket: Stretch["socket"];
let session: Stretch["session"];

beforeEach(async () => {
  stretch = new Stretch();
  ({ clock, server, socket, session } = stretch);
  await stretch.open();
});

describe("a restart that the server told of", () => {
  it("is waited for as long as the server asked", async () => {
    await stretch.goDown(4_000);
    server.down = false;
    await clock.pass(3_999);
    expect(socket.tries).toBe(1);
    await clock.pass(1);
    expect(socket.connected).toBe(true);
    expect(session.renewals).toBe(0);
  });

  it("raises no doubts of the session while the server is not there yet", async () => {
    await stretch.goDown(500);
    await clock.pass(10_000);
    expect(socket.tries).toBeGreaterThan(3);
    server.down = false;
    await clock.pass(8_000);
    expect(socket.connected).toBe(true);
    expect(session.renewals).toBe(0);
  });

  it("is not waited for without end, whatever the server asks", async () => {
    await stretch.goDown(86_400_000);
    server.down = false;
    await clock.pass(30_000);
    expect(socket.connected).toBe(true);
  });

  it("is forgotten once the server is back", async () => {
    await stretch.goDown(4_000);
    server.down = false;
    await clock.pass(4_000);
    socket.cut("transport close");
    await clock.pass(1_500);
    expect(socket.connected).toBe(true);
  });
});

describe("a sleep", () => {
  const hours = 3 * 3_600_000;

  it("of hours that broke the line is told when the line is found broken", () => {
    clock.sleep(hours);
    socket.cut("ping timeout");
    expect(stretch.overslept).toBe(1);
  });

  it("of hours is told also when the clock shows it first", async () => {
    clock.sleep(hours);
    await clock.pass(6_000);
    expect(stretch.overslept).toBe(1);
    expect(socket.connected).toBe(true);
  });

  it("of a minute is none", () => {
    clock.sleep(60_000);
    socket.cut("ping timeout");
    expect(stretch.overslept).toBe(0);
  });

  it("of a minute is one when the access token ended in it", () => {
    session.fresh = false;
    clock.sleep(60_000);
    socket.cut("ping timeout");
    expect(stretch.overslept).toBe(1);
  });

  it("gives up at once a line that the server must have given up", async () => {
    clock.sleep(60_000);
    await clock.pass(5_250);
    expect(socket.tries).toBe(2);
    expect(socket.connected).toBe(true);
    expect(stretch.overslept).toBe(0);
  });

  it("is noticed earlier when the person looks at the page", async () => {
    clock.sleep(hours);
    stretch.line.hurry();
    expect(stretch.overslept).toBe(1);
    await clock.pass(250);
    expect(socket.connected).toBe(true);
  });

  it("of a few seconds touches nothing", async () => {
    clock.sleep(10_000);
    await clock.pass(60_000);
    expect(socket.tries).toBe(1);
  });
});
