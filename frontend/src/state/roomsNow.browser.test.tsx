import { afterEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";

import type { RoomsNow, VoiceEngine } from "../voice/types";
import { useRoomsNow, useWatch, useWhenGone } from "./roomsNow";
import { VoiceEngineContext } from "./voiceEngine";

class Engine {
  now: RoomsNow = { trueUntil: 0, rooms: new Map(), gone: [] };
  readonly watch = vi.fn<(roomIds: readonly string[]) => void>();
  readonly warmUp = vi.fn<() => void>();
  private tell: () => void = () => undefined;

  readonly rooms = {
    watch: this.watch,
    subscribe: (listener: () => void) => {
      this.tell = listener;
      return () => undefined;
    },
    getSnapshot: () => this.now,
  };

  show(change: Partial<RoomsNow>): void {
    this.now = { ...this.now, ...change };
    this.tell();
  }
}

interface PageProps {
  roomIds: readonly string[];
  onGone?: () => void;
}

const ignore = () => undefined;

function Page({ roomIds, onGone = ignore }: PageProps) {
  const now = useRoomsNow();
  useWatch(roomIds);
  useWhenGone(now, onGone);
  return <p>{now.rooms.get("a")?.count ?? "unknown"}</p>;
}

function at(engine: Engine, page: PageProps) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part of it that is used
  const voice = engine as unknown as VoiceEngine;
  return (
    <VoiceEngineContext value={voice}>
      <Page {...page} />
    </VoiceEngineContext>
  );
}

function look(seen: boolean): void {
  const state = seen ? "visible" : "hidden";
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

afterEach(() => vi.restoreAllMocks());

test("a page watches its rooms, opens the line early, and ends that when it goes", async () => {
  const engine = new Engine();
  const screen = await render(at(engine, { roomIds: ["a", "b"] }));
  expect(engine.watch).toHaveBeenLastCalledWith(["a", "b"]);
  expect(engine.warmUp).toHaveBeenCalledOnce();
  await screen.rerender(at(engine, { roomIds: ["a"] }));
  expect(engine.watch).toHaveBeenLastCalledWith(["a"]);
  await screen.unmount();
  expect(engine.watch).toHaveBeenLastCalledWith([]);
});

test("what is told is shown", async () => {
  const engine = new Engine();
  const screen = await render(at(engine, { roomIds: ["a"] }));
  await expect.element(screen.getByText("unknown")).toBeVisible();
  engine.show({ rooms: new Map([["a", { _id: "a", count: 7, full: false, people: [] }]]) });
  await expect.element(screen.getByText("7")).toBeVisible();
});

test("a page that nobody sees watches nothing, and goes on when somebody looks", async () => {
  const engine = new Engine();
  await render(at(engine, { roomIds: ["a"] }));
  look(false);
  await expect.poll(() => engine.watch.mock.lastCall).toEqual([[]]);
  look(true);
  await expect.poll(() => engine.watch.mock.lastCall).toEqual([["a"]]);
  expect(engine.warmUp).toHaveBeenCalledTimes(2);
});

test("that a room is gone is said once", async () => {
  const engine = new Engine();
  const onGone = vi.fn<() => void>();
  await render(at(engine, { roomIds: ["a"], onGone }));
  engine.show({ gone: ["a"] });
  await expect.poll(() => onGone.mock.calls.length).toBe(1);
  engine.show({ gone: [] });
  engine.show({ rooms: new Map() });
  expect(onGone).toHaveBeenCalledOnce();
});
