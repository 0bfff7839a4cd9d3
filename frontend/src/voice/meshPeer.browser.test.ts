import { afterEach, describe, expect, it } from "vitest";

import { Draft } from "./draft";
import type { Signal } from "./link";
import { MeshPeer } from "./meshPeer";
import { browserPorts } from "./ports";
import { eventually } from "./testing/eventually";
import { Studio } from "./testing/studio";

const studio = new Studio();
const { clock } = browserPorts();
const ends: End[] = [];

/** One end with a real connection; what it says goes to whoever is set as the other. */
class End {
  readonly connections: RTCPeerConnection[] = [];
  other: End | null = null;
  readonly peer: MeshPeer;
  private readonly audio = document.createElement("audio");
  readonly ear = studio.ear(() => this.audio);

  constructor(polite: boolean, first: boolean, generation: number, hertz: number, drafted = false) {
    const [track = null] = studio.tone(hertz).getAudioTracks();
    ends.push(this);
    this.peer = new MeshPeer({
      clock,
      polite,
      first,
      generation,
      draft: drafted ? this.draft(track) : null,
      stream: new MediaStream(),
      connect: () => this.connect(),
      freshServers: async () => [],
      hasRelays: () => false,
      track: () => track,
      send: (signal: Signal) => queueMicrotask(() => this.other?.peer.receive(signal)),
      isReachable: () => true,
      onState: () => undefined,
      onTrack: (heard) => this.play(heard),
    });
  }

  meet(other: End): void {
    this.other = other;
    other.other = this;
  }

  private draft(track: MediaStreamTrack | null): Draft {
    const stream = new MediaStream();
    const connection = this.connect();
    return new Draft({ connection, stream, freshServers: async () => [], track: () => track });
  }

  private connect(): RTCPeerConnection {
    const connection = new RTCPeerConnection();
    this.connections.push(connection);
    return connection;
  }

  private play(track: MediaStreamTrack): void {
    this.audio.srcObject = new MediaStream([track]);
    void this.audio.play();
  }
}

async function hear(one: End, other: End): Promise<void> {
  await eventually(() => one.ear.hears(1_000), "the one hears the other");
  await eventually(() => other.ear.hears(440), "the other hears the one");
  await eventually(() => one.peer.state === "connected", "the one is connected");
  await eventually(() => other.peer.state === "connected", "the other is connected");
}

afterEach(() => {
  for (const end of ends.splice(0)) end.peer.close();
});

describe("with real connections", () => {
  it("two who offer at the same time agree on one connection for sound", async () => {
    const one = new End(true, true, 1, 440);
    const other = new End(false, true, 1, 1_000);
    one.meet(other);
    await hear(one, other);
    const sdp = one.connections[0]?.localDescription?.sdp ?? "";
    expect(sdp.match(/^m=/gm)).toHaveLength(1);
    expect(sdp).toContain("useinbandfec=1");
    expect([one.connections.length, other.connections.length]).toEqual([1, 1]);
  });

  it("two who drafted their offers before they knew of each other agree, too", async () => {
    const [one, other] = [new End(true, true, 1, 440, true), new End(false, true, 1, 1_000, true)];
    one.meet(other);
    await hear(one, other);
    expect([one.connections.length, other.connections.length]).toEqual([1, 1]);
  });

  it("new paths are found without a new connection and without silence after it", async () => {
    const one = new End(true, true, 1, 440);
    const other = new End(false, false, 1, 1_000);
    one.meet(other);
    await hear(one, other);
    const paths = (): string | undefined =>
      /a=ice-ufrag:(.*)/.exec(one.connections[0]?.currentLocalDescription?.sdp ?? "")?.[1];
    const before = paths();
    other.peer.moved();
    await eventually(() => paths() !== before, "new paths");
    await hear(one, other);
    expect([one.connections.length, other.connections.length]).toEqual([1, 1]);
  });

  it("one who begins anew takes the other along into the new life", async () => {
    const one = new End(true, true, 1, 440);
    const other = new End(false, false, 1, 1_000);
    one.meet(other);
    await hear(one, other);
    one.peer.close();
    const again = new End(true, true, 2, 440);
    again.meet(other);
    await eventually(() => other.peer.generation === 2, "the other is in the new life");
    await hear(again, other);
    expect(other.connections).toHaveLength(2);
    expect(other.connections[0]?.connectionState).toBe("closed");
  });
});
