import { describe, expect, it } from "vitest";

import { Refusal, Unanswered } from "./errors";
import type { Signal } from "./link";
import { Outbox } from "./outbox";
import { settled } from "./testing/clock";

const signal = (name: string): Signal => ({ candidate: { candidate: name }, generation: 1 });

class Wire {
  readonly sent: string[] = [];
  problem: Error | null = null;
  readonly outbox = new Outbox(async (peerId, words) => {
    const name = "candidate" in words ? words.candidate?.candidate : "";
    this.sent.push(`${peerId} ${name}`);
    if (this.problem) throw this.problem;
  });
}

describe("the outbox", () => {
  it("sends at once and forgets what arrived", async () => {
    const { outbox, sent } = new Wire();
    outbox.post("ann", signal("1"));
    outbox.post("ben", signal("2"));
    await settled();
    outbox.hold();
    outbox.resume();
    expect(sent).toEqual(["ann 1", "ben 2"]);
  });

  it("keeps what nobody knows about, and sends it again in order after a resume", async () => {
    const wire = new Wire();
    wire.problem = new Unanswered();
    wire.outbox.post("ann", signal("1"));
    await settled();
    wire.outbox.hold();
    wire.outbox.post("ann", signal("2"));
    expect(wire.sent).toEqual(["ann 1"]);
    wire.problem = null;
    wire.outbox.resume();
    await settled();
    expect(wire.sent).toEqual(["ann 1", "ann 1", "ann 2"]);
    wire.outbox.resume();
    expect(wire.sent).toHaveLength(3);
  });

  it("does not repeat what was refused", async () => {
    const wire = new Wire();
    wire.problem = new Refusal("peer_not_found", "");
    wire.outbox.post("ann", signal("1"));
    await settled();
    wire.outbox.resume();
    expect(wire.sent).toHaveLength(1);
  });

  it("forgets what was meant for somebody who is gone", () => {
    const { outbox, sent } = new Wire();
    outbox.hold();
    outbox.post("ann", signal("1"));
    outbox.post("ben", signal("2"));
    outbox.discard("ann");
    outbox.resume();
    expect(sent).toEqual(["ben 2"]);
  });
});
