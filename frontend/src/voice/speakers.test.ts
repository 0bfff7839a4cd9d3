import { expect, it } from "vitest";

import { Speakers } from "./speakers";
import { settled } from "./testing/clock";
import { FakeAudio } from "./testing/person";
import { standIn } from "./testing/stand";

const full = { volume: 1, hushed: false };
const track = standIn<MediaStreamTrack>({});

class Room {
  readonly audios: FakeAudio[] = [];
  refusal: Error | null = null;
  readonly speakers = new Speakers({
    createStream: (tracks) => standIn<MediaStream>({ tracks }),
    createAudio: (peerId) => {
      const audio = new FakeAudio(peerId);
      audio.refusal = this.refusal;
      this.audios.push(audio);
      return standIn<HTMLAudioElement>(audio);
    },
  });
}

it("plays each person on one element of their own, whatever track comes", () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, full);
  speakers.play("ben", track, { volume: 0.5, hushed: false });
  speakers.play("ann", track, full);
  expect(audios.map(({ peerId, volume }) => [peerId, volume])).toEqual([
    ["ann", 1],
    ["ben", 0.5],
  ]);
});

it("takes the element away with the person", () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, full);
  speakers.stop("ann");
  expect(audios[0]).toMatchObject({ removed: true, srcObject: null });
});

it("plays somebody as loud as they are wished, or not at all", () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, full);
  speakers.adjust("ann", { volume: 0.2, hushed: false });
  expect(audios[0]).toMatchObject({ volume: 0.2, muted: false });
  speakers.adjust("ann", { volume: 0.2, hushed: true });
  expect(audios[0]?.muted).toBe(true);
});

it("silences everybody, those who come later too, and knows afterwards who was hushed", () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, full);
  speakers.play("ben", track, { volume: 1, hushed: true });
  speakers.setSilenced(true);
  speakers.play("cem", track, full);
  expect(audios.map(({ muted }) => muted)).toEqual([true, true, true]);
  speakers.setSilenced(false);
  expect(audios.map(({ muted }) => muted)).toEqual([false, true, false]);
});

it("says when the browser refuses to play, until a click lets it", async () => {
  const room = new Room();
  room.refusal = new DOMException("", "NotAllowedError");
  let told = 0;
  room.speakers.changed.on(() => told++);
  room.speakers.play("ann", track, full);
  room.speakers.play("ben", track, full);
  await settled();
  expect(room.speakers.blocked).toBe(true);
  for (const audio of room.audios) audio.refusal = null;
  await room.speakers.unblock();
  expect(room.speakers.blocked).toBe(false);
  expect(told).toBe(2);
});

it("does not take an interrupted start for a refusal", async () => {
  const room = new Room();
  room.refusal = new DOMException("", "AbortError");
  room.speakers.play("ann", track, full);
  await settled();
  expect(room.speakers.blocked).toBe(false);
});

it("is not blocked by somebody who left", async () => {
  const room = new Room();
  room.refusal = new DOMException("", "NotAllowedError");
  room.speakers.play("ann", track, full);
  await settled();
  room.speakers.stop("ann");
  expect(room.speakers.blocked).toBe(false);
});

it("uses the chosen loudspeaker for everybody, also for who comes later", async () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, full);
  await speakers.choose("headset");
  speakers.play("ben", track, full);
  await settled();
  expect(audios.map(({ sinkId }) => sinkId)).toEqual(["headset", "headset"]);
});

it("stays where it was when the loudspeaker is not there", async () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, full);
  expect(await speakers.choose("headset")).toBe(true);
  expect(await speakers.choose("gone")).toBe(false);
  expect(speakers.deviceId).toBe("headset");
  expect(audios[0]?.sinkId).toBe("headset");
});
