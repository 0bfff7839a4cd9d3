import { expect, it } from "vitest";

import { CHIMES, type Note, play } from "./chimes";

const RATE = 48_000;

async function heard(chime: readonly Note[]): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, RATE, RATE);
  play(context, chime);
  return (await context.startRendering()).getChannelData(0);
}

const loudest = (samples: Float32Array) => samples.reduce((most, one) => Math.max(most, one), 0);

it.each(Object.entries(CHIMES).filter(([name]) => name !== "test"))(
  "the sound for %s is soft and over in a quarter of a second",
  async (_name, chime) => {
    const samples = await heard(chime);
    expect(loudest(samples)).toBeGreaterThan(0.02);
    expect(loudest(samples)).toBeLessThan(0.2);
    expect(loudest(samples.subarray(RATE * 0.25))).toBeLessThan(0.001);
  },
);

it("the test sound can be heard well, and begins without a click", async () => {
  const samples = await heard(CHIMES.test);
  expect(loudest(samples)).toBeGreaterThan(0.1);
  expect(Math.abs(samples[1] ?? 1)).toBeLessThan(0.01);
});
