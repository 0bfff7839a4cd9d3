import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import { type Person, World } from "./testing/person";

let ann: Person;
let ben: Person;

beforeEach(() => {
  const world = new World();
  ann = world.person("ann");
  ben = world.person("ben");
});

describe("hearing nobody", () => {
  it("silences everybody and mutes, and gives the microphone back as it was", async () => {
    await ann.enter("tea", false);
    await ben.enter("tea");
    await settled();
    ann.voice.ears.setDeafened(true);
    expect(ann.now).toMatchObject({ deafened: true, you: { muted: true } });
    expect(ann.audios.map(({ muted }) => muted)).toEqual([true]);
    ann.voice.ears.setDeafened(false);
    expect(ann.now).toMatchObject({ deafened: false, you: { muted: false } });
    expect(ann.audios.map(({ muted }) => muted)).toEqual([false]);
  });

  it("ends with unmuting and with leaving, and also covers who comes later", async () => {
    await ann.enter("tea");
    ann.voice.ears.setDeafened(true);
    await ben.enter("tea");
    await settled();
    expect(ann.audios[0]?.muted).toBe(true);
    await ann.voice.setMuted(false);
    expect(ann.now.deafened).toBe(false);
    expect(ann.audios[0]?.muted).toBe(false);
    ann.voice.ears.setDeafened(true);
    await ann.voice.leave();
    expect(ann.now.deafened).toBe(false);
  });

  it("can be of one person, whose volume stays for later", async () => {
    await ann.enter("tea");
    await ben.enter("tea");
    await settled();
    const { peerId } = ann.sees(ben)!;
    ann.voice.ears.setVolume(peerId, 0.5);
    ann.voice.ears.setHushed(peerId, true);
    expect(ann.sees(ben)).toMatchObject({ hushed: true, volume: 0.5 });
    expect(ann.audios[0]).toMatchObject({ muted: true, volume: 0.5 });
    ann.voice.ears.setDeafened(true);
    ann.voice.ears.setDeafened(false);
    expect(ann.audios[0]?.muted).toBe(true);
    ann.voice.ears.setHushed(peerId, false);
    expect(ann.audios[0]).toMatchObject({ muted: false, volume: 0.5 });
  });
});

it("a chime comes out of the chosen loudspeaker", async () => {
  await ann.voice.devices.chooseSpeaker("headset");
  ann.voice.chime("joined");
  expect(ann.rung).toMatchObject([{ deviceId: "headset" }]);
  expect(ann.rung[0]?.hertz).toHaveLength(2);
});
