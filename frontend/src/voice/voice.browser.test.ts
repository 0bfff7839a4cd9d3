import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createVoice } from "./index";
import { eventually } from "./testing/eventually";
import { makeUser, MemoryServer } from "./testing/server";
import { Studio } from "./testing/studio";
import type { VoiceEngine, VoicePerson } from "./types";

const studio = new Studio();

class Someone {
  readonly user;
  readonly socket;
  readonly voice: VoiceEngine;
  readonly connections: RTCPeerConnection[] = [];
  private audio: HTMLAudioElement | null = null;
  readonly ear = studio.ear(() => this.audio);

  constructor(server: MemoryServer, name: string, hertz: number) {
    this.user = makeUser(name);
    this.socket = server.socket(this.user);
    this.voice = createVoice({
      origin: "",
      renew: async () => true,
      createSocket: () => this.socket,
      getUserMedia: async () => studio.tone(hertz),
      createPeerConnection: (configuration) => {
        const connection = new RTCPeerConnection(configuration);
        this.connections.push(connection);
        return connection;
      },
      createAudio: () => {
        this.audio = document.body.appendChild(document.createElement("audio"));
        return this.audio;
      },
    });
  }

  /** The only other one. */
  get other(): VoicePerson | undefined {
    return this.voice.getSnapshot().people[0];
  }

  hears(hertz: number): Promise<void> {
    return eventually(() => this.ear.hears(hertz), `${this.user.name} hears ${hertz} Hz`);
  }

  /** For a whole second: a busy machine drops a moment of a tone now and then. */
  hearsNothingAt(hertz: number): Promise<void> {
    const silent = (): boolean => this.ear.isSilentAt(hertz);
    return eventually(silent, `${this.user.name} hears no ${hertz} Hz`, 1_000);
  }

  sees(claim: (other: VoicePerson) => boolean, what: string): Promise<void> {
    const seen = (): boolean => this.other !== undefined && claim(this.other);
    return eventually(seen, `${this.user.name} sees the other ${what}`);
  }

  joined(): Promise<void> {
    const { name } = this.user;
    return eventually(() => this.voice.getSnapshot().phase === "joined", `${name} is in the room`);
  }
}

let server: MemoryServer;
let ann: Someone;
let ben: Someone;

beforeEach(() => {
  server = new MemoryServer();
  ann = new Someone(server, "ann", 440);
  ben = new Someone(server, "ben", 1_000);
});

afterEach(async () => {
  await Promise.all([ann.voice.shutdown(), ben.voice.shutdown()]);
});

/** The real browser's way and time, and nothing else of it. */
async function reported(from: string): Promise<void> {
  const said = (one: MemoryServer["asked"][number]): boolean =>
    one.event === "report-connection" && one.from === from;
  await eventually(() => server.asked.some(said), `${from} reports a connection`);
  const { peerId, firstSoundMs, ...way } = server.asked.find(said)?.payload ?? {};
  expect(way).toEqual({ path: "host", protocol: "udp" });
  expect(peerId).toEqual(expect.any(String));
  expect(firstSoundMs).toEqual(expect.any(Number));
}

describe("two people in one room", () => {
  it("hear each other's tone and only that, and mute is silence until it is undone", async () => {
    await ann.voice.join("tea", { microphone: true, muted: false });
    await ben.voice.join("tea", { microphone: true, muted: false });
    await Promise.all([ann.hears(1_000), ben.hears(440)]);
    expect([ann.ear.hears(440), ben.ear.hears(1_000)]).toEqual([false, false]);
    await ann.sees(({ state }) => state === "connected", "connected");
    await ann.sees(({ speaking }) => speaking, "speaking");
    for (const { _id } of [ann.user, ben.user]) await reported(_id);

    await ann.voice.setMuted(true);
    await ben.hearsNothingAt(440);
    await ben.sees(({ muted, speaking }) => muted && !speaking, "muted");
    await ann.hears(1_000);

    await ann.voice.setMuted(false);
    await ben.hears(440);
    await ben.sees(({ muted, speaking }) => !muted && speaking, "speaking again");
    expect(ann.connections).toHaveLength(1);
  });

  it("hear each other by the offer that came with the join, and no other", async () => {
    await ann.voice.join("tea", { microphone: true, muted: false });
    ben.voice.warmUp("tea");
    const prepared = (): boolean => server.asked.some(({ event }) => event === "prepare-join");
    await eventually(prepared, "ben asks what a join needs");
    await ben.voice.join("tea", { microphone: true, muted: false, people: 2 });
    await Promise.all([ann.hears(1_000), ben.hears(440)]);
    const said = server.asked.filter(({ event }) => event === "relay-sdp");
    expect(said.map(({ from }) => from)).toEqual(["ann"]);
    const join = server.asked.find(({ from, event }) => from === "ben" && event === "join");
    expect(JSON.stringify(join?.payload["offers"])).toContain("a=candidate");
    expect(ben.connections.map(({ connectionState }) => connectionState)).toEqual([
      "connected",
      "closed",
    ]);
  });

  it("hear each other through a restart of the server, on the same connection", async () => {
    await ann.voice.join("tea", { microphone: true, muted: false });
    await ben.voice.join("tea", { microphone: true, muted: false });
    await Promise.all([ann.hears(1_000), ben.hears(440)]);
    server.restart();
    expect(ann.voice.getSnapshot().phase).toBe("reconnecting");
    await Promise.all([ann.hears(1_000), ben.hears(440)]);
    await Promise.all([ann.joined(), ben.joined()]);
    await ann.sees(({ away }) => !away, "back");
    await ben.sees(({ away }) => !away, "back");
    await Promise.all([ann.hears(1_000), ben.hears(440)]);
    expect([ann.connections.length, ben.connections.length]).toEqual([1, 1]);
  });

  it("hear a listener who takes a microphone later, without a new connection", async () => {
    await ann.voice.join("tea", { microphone: true, muted: false });
    await ben.voice.join("tea", { microphone: false, muted: true });
    await ben.hears(440);
    await ann.hearsNothingAt(1_000);
    await ben.voice.setMuted(false);
    await ann.hears(1_000);
    ben.voice.closeMicrophone();
    await ann.hearsNothingAt(1_000);
    await ben.voice.setMuted(false);
    await ann.hears(1_000);
    expect(ben.connections).toHaveLength(1);
  });
});

describe("the browser's own microphone", () => {
  it("opens, moves the meter, and stops with the room", async () => {
    const alone = createVoice({
      origin: "",
      renew: async () => true,
      createSocket: () => server.socket(makeUser("cem")),
    });
    let loudest = 0;
    alone.levels.subscribe((levels) => {
      loudest = Math.max(loudest, levels.get("me") ?? 0);
    });
    await alone.openMicrophone();
    expect(alone.getSnapshot().microphone).toBe("live");
    // The fake device beeps once a second.
    await eventually(() => loudest > 0.2, "the meter moves");
    await alone.join("tea", { microphone: true, muted: true });
    expect(alone.getSnapshot()).toMatchObject({ phase: "joined", microphone: "live" });
    await alone.shutdown();
    expect(alone.getSnapshot().microphone).toBe("off");
  });
});
