import { beforeEach, describe, expect, it } from "vitest";

import { Microphone } from "./microphone";
import { settled } from "./testing/clock";
import { FakeMicrophones } from "./testing/person";

let world: FakeMicrophones;
let microphone: Microphone;

beforeEach(() => {
  world = new FakeMicrophones();
  microphone = new Microphone(world.ports);
});

const refuse = (name: string): DOMException => new DOMException("", name);

describe("opening", () => {
  it("asks for echo, noise and gain to be taken care of", async () => {
    await microphone.open();
    expect(world.asked).toEqual([
      { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
    ]);
    expect(microphone.state).toBe("live");
    expect(world.last.contentHint).toBe("speech");
  });

  it("asks once however often it is called", async () => {
    await Promise.all([microphone.open(), microphone.open()]);
    await microphone.open();
    expect(world.asked).toHaveLength(1);
  });

  it("says why there is none, and can be tried again", async () => {
    world.refusal = refuse("NotReadableError");
    await microphone.open();
    expect(microphone.state).toBe("busy");
    expect(microphone.muted).toBe(true);
    await microphone.open();
    expect(microphone.state).toBe("live");
  });

  it("tells a dismissed question from a denial by the permission", async () => {
    world.refusal = refuse("NotAllowedError");
    world.permission = "prompt";
    await microphone.open();
    expect(microphone.state).toBe("dismissed");
  });

  it("does not ask where it cannot work", async () => {
    world.obstacle = "insecure";
    await microphone.open();
    expect(microphone.state).toBe("insecure");
    expect(world.asked).toHaveLength(0);
  });

  it("closes one that comes after it was closed", async () => {
    world.slow = true;
    const opening = microphone.open();
    await settled();
    expect(microphone.state).toBe("opening");
    microphone.close();
    world.answer?.();
    await opening;
    expect(world.last.stopped).toBe(true);
    expect(microphone.state).toBe("off");
  });
});

describe("muting", () => {
  it("is silence at once, and is undone at once", async () => {
    await microphone.open();
    microphone.setMuted(true);
    expect(world.last.enabled).toBe(false);
    expect(microphone.muted).toBe(true);
    microphone.setMuted(false);
    expect(world.last.enabled).toBe(true);
    expect(microphone.muted).toBe(false);
  });

  it("holds for one that is opened later", async () => {
    microphone.setMuted(true);
    await microphone.open();
    expect(world.last.enabled).toBe(false);
  });

  it("is true whenever there is nothing to hear", async () => {
    expect(microphone.muted).toBe(true);
    await microphone.open();
    expect(microphone.muted).toBe(false);
    microphone.close();
    expect(microphone.muted).toBe(true);
    expect(world.last.stopped).toBe(true);
  });
});

describe("changing", () => {
  it("asks for that one and lets the old one go", async () => {
    await microphone.open();
    const old = world.last;
    await microphone.choose("usb");
    expect(world.asked.at(-1)).toMatchObject({ audio: { deviceId: { exact: "usb" } } });
    expect(old.stopped).toBe(true);
    expect(microphone.track).toBe(world.last);
  });

  it("opens nothing by itself", async () => {
    await microphone.choose("usb");
    expect(world.asked).toHaveLength(0);
    await microphone.open();
    expect(world.asked).toMatchObject([{ audio: { deviceId: { exact: "usb" } } }]);
  });

  it("stays with the old one when the new one fails", async () => {
    await microphone.open();
    world.refusal = refuse("NotReadableError");
    await microphone.choose("usb");
    expect(microphone.state).toBe("live");
    expect(world.last.stopped).toBe(false);
  });

  it("takes the default one when the remembered one is gone", async () => {
    await microphone.choose("gone");
    world.refusal = refuse("OverconstrainedError");
    await microphone.open();
    expect(microphone.state).toBe("live");
    expect(world.asked).toHaveLength(2);
  });
});

describe("losing it", () => {
  it("mutes, and stays muted with the next one until somebody unmutes", async () => {
    await microphone.open();
    world.last.onended?.();
    expect(microphone.state).toBe("unplugged");
    expect(microphone.muted).toBe(true);
    await microphone.open();
    expect(microphone.state).toBe("live");
    expect(microphone.muted).toBe(true);
    expect(world.last.enabled).toBe(false);
  });

  it("notices that one was plugged in where there was none", async () => {
    world.refusal = refuse("NotFoundError");
    world.plugged = false;
    await microphone.open();
    world.notifyDevices();
    await settled();
    expect(microphone.state).toBe("missing");
    world.plugged = true;
    world.notifyDevices();
    await settled();
    expect(microphone.state).toBe("off");
  });

  it("says that it was taken away when the permission was", async () => {
    await microphone.open();
    world.last.onended?.();
    world.permission = "denied";
    world.notifyPermission();
    await settled();
    expect(microphone.state).toBe("denied");
    world.permission = "granted";
    world.notifyPermission();
    await settled();
    expect(microphone.state).toBe("off");
  });
});
