import { describe, expect, it } from "vitest";

import type { MeshLink } from "../wire";
import { Unanswered } from "./errors";
import { Relays } from "./relays";
import { FakeClock, settled } from "./testing/clock";
import { standIn } from "./testing/stand";

const UDP = "turn:relay:3478?transport=udp";
const TCP = "turn:relay:3478?transport=tcp";
const TLS = "turns:relay:5349?transport=tcp";
const STUN = { urls: ["stun:relay:3478"] };

type Answer = "ok" | "silent" | number;

/** A relay that answers each of its ways as told; `accounts` counts those it was asked with. */
class Street {
  readonly clock = new FakeClock();
  readonly asked: string[] = [];
  readonly tried: RTCConfiguration[] = [];
  readonly ways = new Map<string, { answer: Answer; afterMs: number }>();
  mute = false;
  private number = 0;

  readonly relays = new Relays({
    ports: { clock: this.clock, createPeerConnection: (wanted) => this.connect(wanted) },
    signaling: {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it answers one question
      request: (async (_: string, { roomId }: { roomId: string }) => {
        this.asked.push(roomId);
        if (this.mute) throw new Unanswered();
        return { ok: true, link: this.link() };
      }) as never,
    },
  });

  answers(url: string, answer: Answer, afterMs = 10): void {
    this.ways.set(url, { answer, afterMs });
  }

  link(urls: string[] = [UDP, TCP, TLS]): MeshLink {
    const account = { username: `account ${++this.number}`, credential: "x" };
    const relay = urls.length > 0 ? [{ urls, ...account }] : [];
    return {
      kind: "mesh",
      iceServers: [{ ...STUN, username: null, credential: null }, ...relay],
    };
  }

  private connect(configuration: RTCConfiguration): RTCPeerConnection {
    this.tried.push(configuration);
    const url = String(configuration.iceServers?.[0]?.urls);
    const way = this.ways.get(url) ?? { answer: "silent", afterMs: Infinity };
    const connection = {
      onicecandidate: null as ((event: object) => void) | null,
      onicecandidateerror: null as ((event: object) => void) | null,
      createDataChannel: () => ({}),
      createOffer: async () => ({}),
      setLocalDescription: async () => {
        if (way.answer === "silent") return;
        this.clock.after(way.afterMs, () => {
          if (way.answer === "ok") connection.onicecandidate?.({ candidate: { type: "relay" } });
          else {
            connection.onicecandidateerror?.({ errorCode: way.answer });
            connection.onicecandidate?.({ candidate: null });
          }
        });
      },
      close: () => undefined,
    };
    return standIn<RTCPeerConnection>(connection);
  }
}

async function fresh(street: Street, passMs = 1_000): Promise<RTCIceServer[]> {
  const servers = street.relays.fresh();
  await settled();
  await street.clock.pass(passMs);
  return servers;
}

function urlsOf(servers: RTCIceServer[]): string[] {
  return servers.flatMap(({ urls }) => urls);
}

describe("relays", () => {
  it("are not used as long as none was needed", () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    expect(street.relays.exist).toBe(true);
    expect(street.relays.current).toEqual([STUN]);
  });

  it("are used from the start once one of ours carried sound, until the network changes", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    street.answers(UDP, "ok");
    await fresh(street);
    street.relays.need();
    expect(urlsOf(street.relays.current)).toEqual([STUN.urls[0], UDP]);
    street.relays.forget();
    expect(street.relays.current).toEqual([STUN]);
  });

  it("are taken by UDP where that works", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    street.answers(TCP, "ok", 5);
    street.answers(TLS, "ok", 6);
    street.answers(UDP, "ok", 200);
    expect(urlsOf(await fresh(street))).toEqual([STUN.urls[0], UDP]);
    expect(street.tried.every((one) => one.iceTransportPolicy === "relay")).toBe(true);
  });

  it("are taken by TCP, or by TLS alone, where UDP says nothing", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    street.answers(TLS, "ok", 5);
    street.answers(TCP, "ok", 100);
    expect(urlsOf(await fresh(street))).toEqual([STUN.urls[0], TCP]);
    street.relays.forget();
    street.answers(TCP, "silent");
    expect(urlsOf(await fresh(street))).toEqual([STUN.urls[0], TLS]);
  });

  it("are searched for once by all who need one", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    street.answers(UDP, "ok");
    await Promise.all([fresh(street), fresh(street), fresh(street)]);
    expect(street.tried).toHaveLength(3);
  });

  it("come with a new account for a new search, and with one for all of a moment", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    street.answers(UDP, "ok");
    const [, first] = await fresh(street);
    expect(first?.username).toBe("account 1");
    await street.clock.pass(30_000);
    const [[, second], [, third]] = await Promise.all([fresh(street), fresh(street)]);
    expect([second?.username, third?.username]).toEqual(["account 2", "account 2"]);
    expect(street.asked).toEqual(["r1"]);
  });

  it("keep the old account where the server does not answer", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    street.answers(UDP, "ok");
    street.mute = true;
    await street.clock.pass(60_000);
    const [, relay] = await fresh(street);
    expect(relay?.username).toBe("account 1");
  });

  it("that do not exist are not asked for", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link([]));
    await street.clock.pass(60_000);
    expect(await fresh(street)).toEqual([STUN]);
    expect(street.asked).toEqual([]);
    expect(street.relays.verdict).toBe("no_relay");
  });

  it("that are dead hold up nobody for long", async () => {
    const street = new Street();
    street.relays.learn("r1", street.link());
    let given = false;
    void street.relays.fresh().then(() => (given = true));
    await street.clock.pass(2_400);
    expect(given).toBe(false);
    await street.clock.pass(200);
    expect(given).toBe(true);
  });

  it("that answer nowhere are all tried, and the reason is kept", async () => {
    for (const [answer, verdict] of [
      ["silent", "relay_silent"],
      [701, "relay_silent"],
      [401, "relay_refuses"],
      [486, "relay_full"],
    ] as const) {
      const street = new Street();
      street.relays.learn("r1", street.link());
      for (const url of [UDP, TCP, TLS]) street.answers(url, answer);
      expect(urlsOf(await fresh(street, 11_000))).toEqual([STUN.urls[0], UDP, TCP, TLS]);
      expect(street.relays.verdict).toBe(verdict);
    }
  });
});
