import { describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import { offers, Pair } from "./testing/pair";

const newcomerOffers = { first: [true, false] } as const;

describe("connecting", () => {
  it("takes one offer, by the one who begins, and one answer", async () => {
    const { one, other } = new Pair(newcomerOffers);
    await settled();
    expect(one.peer.state).toBe("connected");
    expect(other.peer.state).toBe("connected");
    expect([offers(one), offers(other)]).toEqual([1, 0]);
    expect(one.states).toEqual(["connecting", "connected"]);
  });

  it("settles a glare: the polite one takes its offer back", async () => {
    const { one, other } = new Pair({ first: [true, true] });
    await settled();
    expect(one.network.last.signalingState).toBe("stable");
    expect(other.network.last.signalingState).toBe("stable");
    expect(one.network.last.localDescription?.type).toBe("answer");
    expect(other.network.last.localDescription?.type).toBe("offer");
    expect(one.network.last.getTransceivers()).toHaveLength(1);
  });

  it("keeps candidates that come before the description, in their order", async () => {
    const { one, other } = new Pair(newcomerOffers);
    const early = ["first", "second"].map((candidate) => ({ candidate, sdpMid: "0" }));
    for (const candidate of early) other.peer.receive({ candidate, generation: 1 });
    await settled();
    expect(other.network.last.candidates.slice(0, 2)).toEqual(early);
    expect(one.peer.state).toBe("connected");
  });

  it("takes signals without a generation as belonging to this life", async () => {
    const { other } = new Pair({ first: [false, false] });
    const description = { type: "offer", sdp: "by a client of the original protocol" } as const;
    other.peer.receive({ description, generation: null });
    await settled();
    expect(other.network.last.localDescription?.type).toBe("answer");
  });

  it("survives the end of candidates and descriptions it cannot use", async () => {
    const { one } = new Pair(newcomerOffers);
    await settled();
    one.peer.receive({ candidate: null, generation: 1 });
    one.peer.receive({ description: { type: "answer", sdp: "late" }, generation: 1 });
    one.peer.receive({ description: { type: "rollback", sdp: "" }, generation: 1 });
    await settled();
    expect(one.peer.state).toBe("connected");
    expect(one.network.connections).toHaveLength(1);
  });

  it("repeats its offer in the same words when no answer comes", async () => {
    const { clock, one, other } = new Pair({ ...newcomerOffers, works: false });
    other.dumb = true;
    await clock.pass(11_000);
    const said = one.said.filter((signal) => "description" in signal);
    expect(said).toHaveLength(2);
    expect(said[0]).toEqual(said[1]);
  });
});

describe("generations", () => {
  it("drops signals of a former life", async () => {
    const { one, other } = new Pair(newcomerOffers);
    await settled();
    other.peer.receive({ description: { type: "offer", sdp: "new life" }, generation: 5 });
    await settled();
    const { last } = other.network;
    const before = last.candidates.length;
    other.peer.receive({ description: { type: "offer", sdp: "old life" }, generation: 1 });
    other.peer.receive({ candidate: { candidate: "old life" }, generation: 4 });
    await settled();
    expect(other.network.last).toBe(last);
    expect(last.remoteDescription?.sdp).toBe("new life");
    expect(last.candidates).toHaveLength(before);
    expect(one.peer.generation).toBe(1);
  });

  it("begins a new life with an offer of a higher one, and answers in it", async () => {
    const { other } = new Pair(newcomerOffers);
    await settled();
    other.peer.receive({ description: { type: "offer", sdp: "new life" }, generation: 2 });
    await settled();
    expect(other.network.connections).toHaveLength(2);
    expect(other.network.open).toHaveLength(1);
    expect(other.said.at(-1)).toMatchObject({ generation: 2 });
    expect(other.states).toContain("rebuilding");
  });

  it("cannot begin one with an answer or a candidate", async () => {
    const { other } = new Pair(newcomerOffers);
    await settled();
    other.peer.receive({ description: { type: "answer", sdp: "" }, generation: 2 });
    other.peer.receive({ candidate: { candidate: "x" }, generation: 2 });
    await settled();
    expect(other.network.connections).toHaveLength(1);
  });
});

describe("recovery", () => {
  it("leaves a connection alone that heals within two seconds", async () => {
    const { clock, one, other } = new Pair(newcomerOffers);
    await settled();
    for (const end of [one, other]) end.network.last.become("disconnected");
    expect(one.peer.state).toBe("wobbly");
    await clock.pass(1_900);
    for (const end of [one, other]) end.network.last.become("connected");
    await clock.pass(60_000);
    expect([offers(one), offers(other)]).toEqual([1, 0]);
    expect(one.network.connections).toHaveLength(1);
  });

  it("restarts on new paths after two seconds, by the one who offered first", async () => {
    const { clock, one, other } = new Pair(newcomerOffers);
    await settled();
    for (const end of [one, other]) end.network.last.become("disconnected");
    await clock.pass(2_000);
    expect(one.network.last.restarts).toBe(1);
    expect([offers(one), offers(other)]).toEqual([2, 0]);
    expect(one.peer.state).toBe("connected");
    expect(other.peer.state).toBe("connected");
    expect(one.network.connections).toHaveLength(1);
  });

  it("is begun by the other one when the first does nothing", async () => {
    const { clock, one, other } = new Pair(newcomerOffers);
    await settled();
    // Only this side noticed.
    other.network.last.become("disconnected");
    await clock.pass(5_000);
    expect([offers(one), offers(other)]).toEqual([1, 1]);
    expect(other.peer.state).toBe("connected");
  });

  it("restarts at once when the browser gives up, without throwing the connection away", async () => {
    const { one, other } = new Pair(newcomerOffers);
    await settled();
    for (const end of [one, other]) end.network.last.become("failed");
    await settled();
    expect(one.network.last.restarts).toBe(1);
    expect(one.network.connections).toHaveLength(1);
    expect(one.peer.state).toBe("connected");
  });

  it("rebuilds after two restarts that did not help, and both have the new one", async () => {
    const { clock, one, other } = new Pair(newcomerOffers);
    await settled();
    one.network.works = false;
    other.network.works = false;
    for (const end of [one, other]) end.network.last.become("failed");
    await clock.pass(6_000);
    expect(one.peer.state).toBe("restarting");
    one.network.works = true;
    other.network.works = true;
    await clock.pass(6_000);
    expect(one.states).toContain("rebuilding");
    expect(one.network.connections.length).toBe(2);
    expect(other.network.connections.length).toBe(2);
    expect([one.peer.generation, other.peer.generation]).toEqual([2, 2]);
    expect([one.peer.state, other.peer.state]).toEqual(["connected", "connected"]);
  });

  it("is lost after two rebuilds, and goes on trying", async () => {
    const { clock, one, other } = new Pair({ ...newcomerOffers, works: false });
    await clock.pass(10_000 + 2 * 6_000 + 2 * 12_000);
    expect(one.peer.state).toBe("lost");
    one.network.works = true;
    other.network.works = true;
    await clock.pass(30_000);
    expect([one.peer.state, other.peer.state]).toEqual(["connected", "connected"]);
  });

  it("waits while no word reaches the other side, and acts as soon as one does", async () => {
    const { clock, one, other } = new Pair(newcomerOffers);
    await settled();
    one.reachable = false;
    for (const end of [one, other]) end.network.last.become("disconnected");
    other.reachable = false;
    await clock.pass(60_000);
    expect(offers(one)).toBe(1);
    expect(one.network.connections).toHaveLength(1);
    one.reachable = true;
    one.peer.nudge();
    await settled();
    expect(offers(one)).toBe(2);
    expect(one.peer.state).toBe("connected");
  });

  it("nudges nobody who is well", async () => {
    const { one } = new Pair(newcomerOffers);
    await settled();
    one.peer.nudge();
    await settled();
    expect(offers(one)).toBe(1);
  });

  it("looks for new paths at once when our network is another one, before anything broke", async () => {
    const { one, other } = new Pair(newcomerOffers);
    await settled();
    other.peer.moved();
    await settled();
    expect(other.network.last.restarts).toBe(1);
    expect(one.peer.state).toBe("connected");
    expect(other.states).toEqual(["connecting", "connected"]);
  });

  it("does nothing more once closed", async () => {
    const { clock, one } = new Pair(newcomerOffers);
    await settled();
    const before = one.said.length;
    one.peer.close();
    one.peer.receive({ description: { type: "offer", sdp: "late" }, generation: 9 });
    one.peer.moved();
    await clock.pass(120_000);
    expect(one.peer.state).toBe("closed");
    expect(one.said).toHaveLength(before);
    expect(one.network.connections).toHaveLength(1);
  });
});

describe("where there are relays", () => {
  it("they are turned to after two seconds, by both, in the same life", async () => {
    const { clock, one, other } = new Pair({ ...newcomerOffers, works: false, relays: true });
    await clock.pass(1_900);
    expect([one.asked, other.asked]).toEqual([0, 0]);
    await clock.pass(200);
    expect(one.network.last.restarts).toBe(1);
    expect([one.asked, other.asked]).toEqual([1, 1]);
    expect(one.network.last.getConfiguration().iceServers).toEqual([{ urls: "turn:relay" }]);
    expect(other.network.last.getConfiguration().iceServers).toEqual([{ urls: "turn:relay" }]);
    expect(one.network.connections).toHaveLength(1);
  });

  it("every restart and every new life asks for accounts anew", async () => {
    const { clock, one } = new Pair({ ...newcomerOffers, works: false, relays: true });
    await clock.pass(20_000);
    expect(one.asked).toBeGreaterThan(2);
    expect(one.network.last.getConfiguration().iceServers).toEqual([{ urls: "turn:relay" }]);
  });

  it("a direct connection asks for none", async () => {
    const { clock, one, other } = new Pair({ ...newcomerOffers, relays: true });
    await clock.pass(60_000);
    expect([one.asked, other.asked]).toEqual([0, 0]);
  });
});
