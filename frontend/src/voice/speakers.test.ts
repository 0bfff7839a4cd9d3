import { expect, it } from "vitest";

import { Speakers } from "./speakers";
import { settled } from "./testing/clock";
import { FakeAudio } from "./testing/person";
import { standIn } from "./testing/stand";

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
  speakers.play("ann", track, 1);
  speakers.play("ben", track, 0.5);
  speakers.play("ann", track, 1);
  expect(audios.map(({ peerId, volume }) => [peerId, volume])).toEqual([
    ["ann", 1],
    ["ben", 0.5],
  ]);
});

it("takes the element away with the person", () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, 1);
  speakers.stop("ann");
  expect(audios[0]).toMatchObject({ removed: true, srcObject: null });
});

it("remembers a volume by user and keeps it between 0 and 1", () => {
  const { speakers, audios } = new Room();
  speakers.play("peer-1", track, 1);
  expect(speakers.setVolume("peer-1", "ann", 3)).toBe(1);
  expect(speakers.setVolume("peer-1", "ann", 0.2)).toBe(0.2);
  expect(audios[0]?.volume).toBe(0.2);
  expect(speakers.volumeOf("ann")).toBe(0.2);
  expect(speakers.volumeOf("ben")).toBe(1);
});

it("says when the browser refuses to play, until a click lets it", async () => {
  const room = new Room();
  room.refusal = new DOMException("", "NotAllowedError");
  let told = 0;
  room.speakers.changed.on(() => told++);
  room.speakers.play("ann", track, 1);
  room.speakers.play("ben", track, 1);
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
  room.speakers.play("ann", track, 1);
  await settled();
  expect(room.speakers.blocked).toBe(false);
});

it("is not blocked by somebody who left", async () => {
  const room = new Room();
  room.refusal = new DOMException("", "NotAllowedError");
  room.speakers.play("ann", track, 1);
  await settled();
  room.speakers.stop("ann");
  expect(room.speakers.blocked).toBe(false);
});

it("uses the chosen loudspeaker for everybody, also for who comes later", async () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, 1);
  await speakers.choose("headset");
  speakers.play("ben", track, 1);
  await settled();
  expect(audios.map(({ sinkId }) => sinkId)).toEqual(["headset", "headset"]);
});

it("stays where it was when the loudspeaker is not there", async () => {
  const { speakers, audios } = new Room();
  speakers.play("ann", track, 1);
  await speakers.choose("headset");
  await speakers.choose("gone");
  expect(audios[0]?.sinkId).toBe("headset");
});
