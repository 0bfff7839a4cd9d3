import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import { type Person, World } from "./testing/person";

let world: World;
let ann: Person;
let ben: Person;

beforeEach(() => {
  world = new World();
  ann = world.person("ann");
  ben = world.person("ben");
});

/** The track that the last connection sends. */
function sent(person: Person): unknown {
  return person.network.last.transceivers[0]?.sender.track ?? null;
}

describe("the microphone in a room", () => {
  beforeEach(async () => {
    await ann.enter("tea");
    await ben.enter("tea");
  });

  it("is silent and shown as silent until it is unmuted, and at once again after that", async () => {
    expect(ben.sees(ann)?.muted).toBe(true);
    expect(ann.microphones.last.enabled).toBe(false);
    await ann.voice.setMuted(false);
    expect(ann.microphones.last.enabled).toBe(true);
    expect(ann.now.you?.muted).toBe(false);
    await settled();
    expect(ben.sees(ann)?.muted).toBe(false);
    const muting = ann.voice.setMuted(true);
    expect(ann.microphones.last.enabled).toBe(false);
    expect(ann.now.you?.muted).toBe(true);
    await muting;
    await settled();
    expect(ben.sees(ann)?.muted).toBe(true);
  });

  it("comes in unmuted when that was wished for", async () => {
    const cem = world.person("cem");
    await cem.enter("tea", false);
    await settled();
    expect(cem.now.you?.muted).toBe(false);
    expect(ann.sees(cem)?.muted).toBe(false);
  });

  it("can come later, into the connections that are there", async () => {
    const cem = world.person("cem");
    await cem.voice.join("tea", { microphone: false, muted: true });
    await settled();
    const connections = cem.network.connections.length;
    expect(sent(cem)).toBeNull();
    await cem.voice.setMuted(false);
    await settled();
    expect(sent(cem)).toBe(cem.microphones.last);
    expect(cem.network.connections).toHaveLength(connections);
    expect(ann.sees(cem)?.muted).toBe(false);
  });

  it("never lies: without one a person stays muted, whatever was wished for", async () => {
    const cem = world.person("cem");
    cem.microphones.refusal = new DOMException("", "NotFoundError");
    await cem.enter("tea", false);
    expect(cem.now).toMatchObject({ microphone: "missing", you: { muted: true } });
    expect(cem.askedFor("unmute")).toEqual([]);
  });

  it("tells everybody when it is unplugged", async () => {
    await ann.voice.setMuted(false);
    ann.microphones.last.onended?.();
    await settled();
    expect(ann.now).toMatchObject({ microphone: "unplugged", you: { muted: true } });
    expect(ben.sees(ann)?.muted).toBe(true);
  });

  it("is muted for everybody when it is closed", async () => {
    await ann.voice.setMuted(false);
    ann.voice.closeMicrophone();
    await settled();
    expect(ann.microphones.last.stopped).toBe(true);
    expect(ben.sees(ann)?.muted).toBe(true);
  });

  it("changes without a new connection", async () => {
    await ann.voice.setMuted(false);
    await ann.voice.devices.chooseMicrophone("usb");
    await settled();
    expect(sent(ann)).toBe(ann.microphones.last);
    expect(ann.microphones.tracks).toHaveLength(2);
    expect(ann.network.connections).toHaveLength(1);
  });

  it("falls back to another one when it is unplugged, muted, and says so", async () => {
    await ann.voice.setMuted(false);
    ann.microphones.permission = "granted";
    ann.microphones.last.onended?.();
    await settled();
    expect(ann.now).toMatchObject({ microphone: "live", you: { muted: true } });
    expect(sent(ann)).toBe(ann.microphones.last);
    expect(ann.voice.devices.getSnapshot().news).toMatchObject({
      kind: "microphone",
      what: "gone",
      device: { label: "Built-in" },
    });
    expect(ann.network.connections).toHaveLength(1);
  });

  it("knows what the server says of it", async () => {
    expect(ann.now.you).toMatchObject({ muted: true, shownMuted: true });
    const unmuting = ann.voice.setMuted(false);
    expect(ann.now.you).toMatchObject({ muted: false, shownMuted: true });
    await unmuting;
    await settled();
    expect(ann.now.you?.shownMuted).toBe(false);
    ann.socket.cut("transport close");
    await ann.voice.setMuted(true);
    expect(ann.now.you).toMatchObject({ muted: true, shownMuted: false });
  });

  it("is told from a quiet room when it gives nothing at all", async () => {
    ann.microphones.rms = 0;
    await world.clock.pass(6_000);
    expect(ann.now.microphone).toBe("live");
    await ann.voice.setMuted(false);
    await world.clock.pass(6_000);
    expect(ann.now).toMatchObject({ microphone: "silent", you: { muted: false } });
    ann.microphones.rms = 0.001;
    await world.clock.pass(100);
    expect(ann.now.microphone).toBe("live");
  });

  it("is paused while the system holds it back, and nobody is told that it is on", async () => {
    await ann.voice.setMuted(false);
    ann.microphones.last.onmute?.();
    expect(ann.now).toMatchObject({ microphone: "paused", you: { muted: true } });
    ann.microphones.last.onunmute?.();
    expect(ann.now).toMatchObject({ microphone: "live", you: { muted: false } });
  });

  it("notices talk while it is muted, and sends none of it", async () => {
    ann.microphones.rms = 0.2;
    await world.clock.pass(200);
    expect(ann.now.you).toMatchObject({ speakingMuted: true, speaking: false });
    expect(ann.microphones.last.enabled).toBe(false);
    await ann.voice.setMuted(false);
    expect(ann.now.you?.speakingMuted).toBe(false);
  });

  it("does not open for a mute button outside a room", async () => {
    const cem = world.person("cem");
    await cem.voice.setMuted(false);
    expect(cem.microphones.asked).toHaveLength(0);
  });
});

describe("who speaks", () => {
  it("is in the picture, only when it changes", async () => {
    await ann.enter("tea", false);
    ann.microphones.rms = 0.2;
    await world.clock.pass(100);
    expect(ann.now.you?.speaking).toBe(true);
    let pictures = 0;
    ann.voice.subscribe(() => pictures++);
    await world.clock.pass(1_000);
    expect(pictures).toBe(0);
    ann.microphones.rms = 0;
    await world.clock.pass(500);
    expect(ann.now.you?.speaking).toBe(false);
    expect(pictures).toBe(1);
  });

  it("can be measured before anybody is in a room", async () => {
    await ann.voice.openMicrophone();
    ann.microphones.rms = 1;
    let level = 0;
    ann.voice.levels.subscribe((levels) => (level = levels.get("microphone") ?? 0));
    await world.clock.pass(100);
    expect(level).toBe(1);
    expect(ann.microphones.last.enabled).toBe(true);
  });
});

describe("volume and loudspeakers", () => {
  it("keeps a person's volume when they come back", async () => {
    await ann.enter("tea");
    await ben.enter("tea");
    await settled();
    ann.voice.ears.setVolume(ann.sees(ben)?.peerId ?? "", 0.25);
    expect(ann.sees(ben)?.volume).toBe(0.25);
    await ben.voice.leave();
    await ben.enter("tea");
    await settled();
    expect(ann.sees(ben)?.volume).toBe(0.25);
    expect(ann.audios.at(-1)?.volume).toBe(0.25);
  });

  it("says when the browser refuses to play, until a click", async () => {
    await ann.enter("tea");
    ann.playRefusal = new DOMException("", "NotAllowedError");
    await ben.enter("tea");
    await settled();
    expect(ann.now.playbackBlocked).toBe(true);
    for (const audio of ann.audios) audio.refusal = null;
    await ann.voice.unblockPlayback();
    expect(ann.now.playbackBlocked).toBe(false);
  });
});
