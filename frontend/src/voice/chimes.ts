/** Short sounds that say what happened: a few notes each, made by the browser, never a file. */
import type { ChimeName } from "./types";

/** One tone with a soft beginning and end. */
export interface Note {
  readonly hertz: number;
  readonly atMs: number;
  readonly forMs: number;
  /** 0 to 1, at its loudest. */
  readonly loudness: number;
}

const QUIET = 0.06;
const CLEAR = 0.1;
const LOW = 392;
const MIDDLE = 523.25;
const HIGH = 659.25;

/** Notes that follow each other, all as long and as loud. */
function notes(loudness: number, forMs: number, ...hertz: number[]): Note[] {
  return hertz.map((pitch, place) => ({
    hertz: pitch,
    atMs: place * forMs * 0.75,
    forMs,
    loudness,
  }));
}

/** None takes longer than a quarter of a second but the test, which one wants to hear. */
export const CHIMES: Record<ChimeName, readonly Note[]> = {
  joined: notes(CLEAR, 120, MIDDLE, HIGH),
  left: notes(CLEAR, 120, HIGH, MIDDLE),
  somebody_joined: notes(QUIET, 140, HIGH),
  somebody_left: notes(QUIET, 140, LOW),
  unmuted: notes(QUIET, 60, HIGH),
  muted: notes(QUIET, 60, LOW),
  lost: notes(CLEAR, 220, LOW / 2),
  back: notes(CLEAR, 140, MIDDLE),
  test: notes(0.2, 360, LOW, MIDDLE, HIGH),
};

/** Up and down take so long: without it a tone begins and ends with a click. */
const EDGE_S = 0.012;

/** Writes the notes into a context; they begin now. */
export function play(context: BaseAudioContext, chime: readonly Note[]): void {
  for (const { hertz, atMs, forMs, loudness } of chime) {
    const from = context.currentTime + atMs / 1000;
    const until = from + forMs / 1000;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(loudness, from + EDGE_S);
    gain.gain.setTargetAtTime(0, from + EDGE_S, (until - from) / 4);
    gain.gain.linearRampToValueAtTime(0, until);
    const tone = new OscillatorNode(context, { frequency: hertz });
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(until);
  }
}

declare global {
  interface AudioContext {
    /** Chromium only; elsewhere sounds come out of the system's loudspeaker. */
    setSinkId?(deviceId: string): Promise<void>;
  }
}

/** Wakes with a sound and sleeps after it: a context that runs costs power, silent or not. */
let speaker: AudioContext | null = null;
let sleep: ReturnType<typeof setTimeout> | undefined;
const AFTERWARDS_MS = 1_000;

/** Sounds on a loudspeaker, in a real browser. Nothing is heard before the page's first click. */
export async function ring(chime: readonly Note[], deviceId: string): Promise<void> {
  const context = (speaker ??= new AudioContext());
  clearTimeout(sleep);
  try {
    await context.setSinkId?.(deviceId);
  } catch {
    // It is gone: the sound goes where it went before.
  }
  await context.resume();
  play(context, chime);
  clearTimeout(sleep);
  sleep = setTimeout(() => void context.suspend(), lengthMs(chime) + AFTERWARDS_MS);
}

function lengthMs(chime: readonly Note[]): number {
  return Math.max(...chime.map(({ atMs, forMs }) => atMs + forMs));
}
