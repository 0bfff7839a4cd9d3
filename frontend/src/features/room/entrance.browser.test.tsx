import "../../styles/main.css";
import { expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";

import { room, studio } from "../../state/call.fixture";
import type { MicrophoneState } from "../../voice/types";
import type { RoomWords } from "../../wire";
import { Entrance } from "./Entrance";
import { useSkipDoor } from "./useSkipDoor";

function door(microphone: MicrophoneState, elsewhere: RoomWords | null = null) {
  const onJoin = vi.fn<() => void>();
  const onListen = vi.fn<() => void>();
  const scene = studio({
    "/": (
      <Entrance
        room={room}
        microphone={microphone}
        elsewhere={elsewhere}
        joining={false}
        onJoin={onJoin}
        onListen={onListen}
      />
    ),
  });
  return { ...scene, onJoin, onListen };
}

test("one is heard before one joins: the meter moves, and says so once", async () => {
  const { page, engine } = door("live");
  const screen = await render(page);
  await expect.element(screen.getByText("Say something")).toBeVisible();
  engine.sound({ microphone: 0.6, me: 0 });
  await expect.element(screen.getByText("We can hear you")).toBeVisible();
  const meter = screen.getByRole("meter", { name: "Microphone level" });
  await expect.element(meter).toHaveAttribute("aria-valuenow", "64");
});

test("microphone, loudspeaker and the way to talk are chosen and tried there", async () => {
  const { page, engine, preferences } = door("live");
  const screen = await render(page);
  await screen.getByRole("button", { name: "System default Microphone" }).click();
  await screen.getByRole("option", { name: "USB headset" }).click();
  expect(engine.devices.chooseMicrophone).toHaveBeenCalledWith("usb");
  await screen.getByRole("button", { name: "System default Loudspeaker" }).click();
  await screen.getByRole("option", { name: "USB headset" }).click();
  expect(engine.devices.chooseSpeaker).toHaveBeenCalledWith("usb-out");
  await screen.getByText("Hold Space").click();
  expect(preferences().talkWith).toBe("hold");
  await screen.getByRole("button", { name: "Play test sound" }).click();
  expect(engine.chime).toHaveBeenCalledWith("test");
});

test.each<MicrophoneState>([
  "off",
  "opening",
  "denied",
  "dismissed",
  "system_denied",
  "missing",
  "busy",
  "unplugged",
  "insecure",
  "policy",
  "unsupported",
])("with a microphone that is %s one may join as a listener all the same", async (microphone) => {
  const { page, engine, onListen } = door(microphone);
  const screen = await render(page);
  await screen.getByRole("button", { name: "Join as listener" }).click();
  expect(onListen).toHaveBeenCalledOnce();
  expect(engine.openMicrophone).not.toHaveBeenCalled();
});

test("that another tab is in this room is said before one joins", async () => {
  const { page } = door("off");
  let leave: (() => void) | undefined;
  const inside = new Promise<void>((resolve) => {
    leave = resolve;
  });
  void navigator.locks.request(`gethory.call.${room._id}`, { mode: "shared" }, () => inside);
  const screen = await render(page);
  await expect.element(screen.getByText(/in this room in another tab/)).toBeVisible();
  leave?.();
  await expect.poll(async () => (await navigator.locks.query()).held).toEqual([]);
  dispatchEvent(new Event("focus"));
  await expect.element(screen.getByText(/in this room in another tab/)).not.toBeInTheDocument();
});

function Skipper({ ready, enter }: { ready: boolean; enter: (microphone: boolean) => void }) {
  useSkipDoor(ready, enter);
  return null;
}

test.each([
  ["granted", true],
  ["prompt", false],
] as const)("the door is skipped once; a microphone that is %s: %s", async (state, microphone) => {
  vi.spyOn(navigator.permissions, "query")
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part of it that is used
    .mockResolvedValue({ state } as PermissionStatus);
  const enter = vi.fn<(microphone: boolean) => void>();
  const ready = studio({ "/": <Skipper ready enter={enter} /> });
  ready.prefer({ skipsDoor: true });
  const screen = await render(ready.page);
  await expect.poll(() => enter.mock.calls).toEqual([[microphone]]);
  await screen.rerender(ready.page);
  expect(enter).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
});

test("who wishes to skip the door from now on still stands at this one", async () => {
  const enter = vi.fn<(microphone: boolean) => void>();
  const scene = studio({ "/": <Skipper ready enter={enter} /> });
  await render(scene.page);
  scene.prefer({ skipsDoor: true });
  await expect.poll(() => scene.preferences().skipsDoor).toBe(true);
  expect(enter).not.toHaveBeenCalled();
});

test("who is in another room is asked before they leave it, and can stay", async () => {
  const kitchen = { ...room, _id: "0".repeat(24), topic: "Kitchen table" };
  const { page, onJoin, onListen } = door("live", kitchen);
  const screen = await render(page);
  await expect.element(screen.getByText("Joining here leaves Kitchen table.")).toBeVisible();
  await screen.getByRole("button", { name: "Join", exact: true }).click();
  await screen.getByRole("button", { name: "Stay" }).click();
  expect(onJoin).not.toHaveBeenCalled();
  await screen.getByRole("button", { name: "Join as listener" }).click();
  const question = screen.getByRole("dialog", {
    name: "Leave Kitchen table and join Garden planning?",
  });
  await question.getByRole("button", { name: "Leave and join" }).click();
  expect(onListen).toHaveBeenCalledOnce();
});
