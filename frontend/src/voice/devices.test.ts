import { beforeEach, describe, expect, it } from "vitest";

import { settled } from "./testing/clock";
import { type Person, World } from "./testing/person";
import { standIn } from "./testing/stand";

let ann: Person;

function device(kind: MediaDeviceKind, deviceId: string, label = deviceId): MediaDeviceInfo {
  return standIn<MediaDeviceInfo>({ kind, deviceId, label });
}

const BUILT_IN = device("audioinput", "built-in");
const USB = device("audioinput", "usb");
const LOUD = device("audiooutput", "loud");
const HEADSET = device("audiooutput", "headset");

const now = () => ann.voice.devices.getSnapshot();

async function plug(...devices: MediaDeviceInfo[]): Promise<void> {
  ann.microphones.devices = devices;
  ann.microphones.notifyDevices();
  await settled();
}

beforeEach(async () => {
  ann = new World().person("ann");
  ann.microphones.devices = [device("audioinput", "default"), BUILT_IN, USB, LOUD, HEADSET];
  await ann.enter("tea");
  ann.voice.devices.subscribe(() => undefined);
  await settled();
});

describe("the lists", () => {
  it("have the real devices, by name", () => {
    expect(now()).toMatchObject({
      microphones: [{ id: "built-in", label: "built-in" }, { id: "usb" }],
      speakers: [{ id: "loud" }, { id: "headset" }],
      microphoneId: "",
      speakerId: "",
    });
  });

  it("are empty as long as the browser names nothing, and nothing is news then", async () => {
    await plug(device("audioinput", "", ""));
    expect(now().microphones).toEqual([]);
    await plug(BUILT_IN, LOUD);
    expect(now().news).toBeNull();
  });
});

describe("choosing", () => {
  it("is remembered, also before a microphone is open", async () => {
    const ben = new World().person("ben");
    await ben.voice.devices.chooseMicrophone("usb");
    expect(ben.voice.devices.getSnapshot().microphoneId).toBe("usb");
    expect(ben.microphones.asked).toEqual([]);
  });

  it("of a microphone that cannot be used keeps the one that is, and says so", async () => {
    const used = ann.microphones.last;
    ann.microphones.refusal = new DOMException("", "NotReadableError");
    await ann.voice.devices.chooseMicrophone("usb");
    expect(now()).toMatchObject({
      microphoneId: "",
      news: { what: "refused", device: { label: "usb" } },
    });
    expect(used.stopped).toBe(false);
    expect(ann.now.microphone).toBe("live");
  });

  it("of how the sound is treated opens the microphone again", async () => {
    const wish = { echoCancellation: true, noiseSuppression: false, autoGainControl: true };
    await ann.voice.devices.setProcessing(wish);
    expect(ann.microphones.asked.at(-1)).toEqual({ audio: wish });
    expect(now().processing).toEqual(wish);
    expect(ann.now.you?.muted).toBe(true);
  });
});

describe("plugging in and out", () => {
  it("tells of what came, once, until it is read", async () => {
    await plug(BUILT_IN, LOUD);
    await plug(BUILT_IN, LOUD, device("audioinput", "pods", "Pods"));
    expect(now().news).toMatchObject({ what: "came", device: { id: "pods" } });
    const number = now().news?.number;
    await plug(
      BUILT_IN,
      LOUD,
      device("audioinput", "pods", "Pods"),
      device("audiooutput", "pods-out", "Pods"),
    );
    expect(now().news?.number).toBe(number);
    ann.voice.devices.dismiss();
    expect(now().news).toBeNull();
  });

  it("goes back to the system's loudspeaker when the chosen one is gone, and says so", async () => {
    await ann.voice.devices.chooseSpeaker("headset");
    await plug(BUILT_IN, LOUD);
    expect(now()).toMatchObject({
      speakerId: "",
      news: { kind: "speaker", what: "gone", device: { label: "headset" } },
    });
  });

  it("takes up the loudspeaker that was chosen before it was there", async () => {
    const ben = new World().person("ben");
    ben.microphones.devices = [BUILT_IN, LOUD];
    await ben.voice.devices.chooseSpeaker("headset");
    await ben.enter("tea");
    ben.voice.devices.subscribe(() => undefined);
    await settled();
    ben.microphones.devices = [BUILT_IN, LOUD, HEADSET];
    ben.microphones.notifyDevices();
    await settled();
    expect(ben.voice.devices.getSnapshot()).toMatchObject({ speakerId: "headset", news: null });
  });

  it("is nobody's business outside a room", async () => {
    await ann.voice.leave();
    await plug(BUILT_IN, LOUD, USB, device("audioinput", "pods"));
    expect(now().news).toBeNull();
    expect(now().microphones).toHaveLength(3);
  });
});
