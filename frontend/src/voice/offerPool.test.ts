import { beforeEach, describe, expect, it } from "vitest";

import { OfferPool } from "./offerPool";
import type { Clock } from "./ports";
import { FakeClock, settled } from "./testing/clock";
import { type FakeConnection, FakeNetwork } from "./testing/connections";
import { standIn } from "./testing/stand";

let clock: FakeClock;
let network: FakeNetwork;
/** Done to each connection as soon as it is made. */
let prepare: (connection: FakeConnection) => void;

beforeEach(() => {
  clock = new FakeClock();
  network = new FakeNetwork();
  prepare = () => undefined;
});

const never = (): Promise<never> => new Promise<never>(() => undefined);

function poolFor(people: number, time: Clock = clock): OfferPool {
  const pool = new OfferPool({
    clock: time,
    draft: () => {
      const connection = network.create({});
      prepare(network.last);
      return {
        connection,
        stream: standIn<MediaStream>({}),
        freshServers: async () => [],
        track: () => null,
      };
    },
  });
  pool.grow(people);
  return pool;
}

async function offersOf(pool: OfferPool): Promise<{ sdp?: string }[]> {
  const ready = pool.ready();
  await clock.pass(40);
  await ready;
  return pool.offers();
}

const withSdp = (sdp: string) => (connection: FakeConnection) => {
  connection.createOffer = async () => ({ type: "offer", sdp });
};

describe("a pool of offers", () => {
  it("has one for each, in the order in which they are given away", async () => {
    const pool = poolFor(3);
    const offers = await offersOf(pool);
    expect(offers.map(({ sdp }) => sdp)).toEqual([
      "connection 1 offer 1",
      "connection 2 offer 1",
      "connection 3 offer 1",
    ]);
    pool.take(1);
    pool.close();
    expect(network.open.map(({ number }) => number)).toEqual([2]);
  });

  it("is never larger than a join takes", async () => {
    expect(await offersOf(poolFor(30))).toHaveLength(24);
    expect(network.connections).toHaveLength(24);
  });

  it("holds no more bytes than a join takes; the rest is there for whoever gets none", async () => {
    prepare = withSdp(`v=0\r\n${"ä".repeat(4_000)}`);
    const pool = poolFor(9);
    const offers = await offersOf(pool);
    expect(offers).toHaveLength(6);
    const bytes = offers.map((offer) => new TextEncoder().encode(JSON.stringify(offer)).length);
    expect(bytes.reduce((one, other) => one + other)).toBeLessThanOrEqual(48 * 1024);
    expect([1, 2, 3, 4].map(() => pool.take(null) !== null)).toEqual([true, true, true, false]);
  });

  it("waits for a way to each, but not for long", async () => {
    prepare = (connection) => {
      if (connection.number === 2) connection.setLocalDescription = never;
    };
    const pool = poolFor(2);
    let done = false;
    void pool.ready().then(() => (done = true));
    await clock.pass(29);
    expect(done).toBe(false);
    await clock.pass(3);
    expect(done).toBe(true);
    expect(pool.offers()).toHaveLength(1);
    expect(pool.take(null)).not.toBeNull();
  });

  it("stops making connections when that takes long", async () => {
    let now = 0;
    const made = poolFor(12, {
      now: () => (now += 6),
      wall: () => now,
      after: (delayMs, run) => clock.after(delayMs, run),
    });
    expect(network.connections).toHaveLength(2);
    made.close();
    expect(network.open).toHaveLength(0);
  });

  it("waits for nothing when all were ready before", async () => {
    const pool = poolFor(2);
    expect(pool.isReady).toBe(false);
    await settled();
    expect(pool.isReady).toBe(true);
    expect(pool.offers()).toHaveLength(2);
  });

  it("gives an offer away once", async () => {
    const pool = poolFor(1);
    await offersOf(pool);
    expect(pool.take(0)).not.toBeNull();
    expect([pool.take(0), pool.take(null), pool.take(7)]).toEqual([null, null, null]);
  });
});
