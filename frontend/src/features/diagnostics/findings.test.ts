import { describe, expect, it } from "vitest";

import type { Diagnosis } from "../../wire";
import { RELAY_KINDS, relayFinding, relayTrial, stunFinding, stunTrial } from "./findings";

const given: Diagnosis = {
  relays: "given",
  iceServers: [
    { urls: ["stun:a:3478"], username: null, credential: null },
    {
      urls: [
        "turn:a:3478?transport=udp",
        "turn:a:3478?transport=tcp",
        "turns:a:5349?transport=tcp",
      ],
      username: "1:x",
      credential: "y",
    },
  ],
};

function remedy(outcome: number | "silent", kind: "udp" | "tls" = "udp") {
  return relayFinding({ outcome, afterMs: 0 }, kind).remedy;
}

describe("what is tried", () => {
  it("is each way of the relay alone, with the account", () => {
    const servers = RELAY_KINDS.map((kind) => relayTrial(given, kind));
    expect(servers).toEqual(
      given.iceServers[1]?.urls.map((urls) => ({
        server: { urls, username: "1:x", credential: "y" },
      })),
    );
    expect(stunTrial(given)).toEqual({ server: { urls: "stun:a:3478" } });
  });

  it("is nothing where there is nothing, and why is said", () => {
    const none: Diagnosis = { relays: "none", iceServers: [] };
    expect(stunTrial(none)).toMatchObject({ finding: { state: "open" } });
    expect(relayTrial(none, "udp")).toMatchObject({
      finding: { says: expect.stringMatching(/no relay/u) },
    });
    const withheld: Diagnosis = { ...none, relays: "withheld" };
    expect(relayTrial(withheld, "tls")).toMatchObject({
      finding: { remedy: expect.stringMatching(/sign in/iu) },
    });
    const plain: Diagnosis = { ...given, iceServers: given.iceServers.slice(0, 1) };
    expect(relayTrial(plain, "tls")).toMatchObject({
      finding: { remedy: expect.stringMatching(/turns:/u) },
    });
    expect(relayTrial(null, "udp")).toMatchObject({ finding: { state: "open" } });
  });
});

describe("what came of it", () => {
  it("is good when it answered, with the time", () => {
    expect(relayFinding({ outcome: "ok", afterMs: 41.6 }, "udp")).toMatchObject({
      state: "good",
      says: expect.stringMatching(/42 ms/u),
    });
    expect(stunFinding({ outcome: "ok", afterMs: 5 }).state).toBe("good");
  });

  it("names a wrong secret, a full relay and a closed port", () => {
    expect(remedy(401)).toMatch(/TURN_SECRET/u);
    expect(remedy(486)).toMatch(/user-quota/u);
    expect(remedy(701)).toMatch(/3478/u);
    expect(remedy("silent", "tls")).toMatch(/5349/u);
    expect(remedy(403)).toMatch(/log/u);
    expect(stunFinding({ outcome: 701, afterMs: 0 }).remedy).toMatch(/UDP/u);
  });
});
