/** Two notes up, quiet and short; call it from a click. */

const NOTES_HZ = [523, 784] as const;
const NOTE_S = 0.35;
const LOUDNESS = 0.15;
const FADE_S = 0.03;

export function playNotes(): void {
  const context = new AudioContext();
  for (const [number, frequency] of NOTES_HZ.entries()) {
    const begin = context.currentTime + number * NOTE_S;
    const end = begin + NOTE_S;
    const note = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUDNESS, begin + FADE_S);
    volume.gain.setValueAtTime(LOUDNESS, end - FADE_S);
    volume.gain.linearRampToValueAtTime(0, end);
    note.connect(volume).connect(context.destination);
    note.start(begin);
    note.stop(end);
    if (number === NOTES_HZ.length - 1) note.onended = () => void context.close();
  }
}
