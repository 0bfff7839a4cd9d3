/**
 * What happened in the calls of this browser, for whoever looks into trouble: states, times and kinds
 * of paths. No name, address, id, token or word of a negotiation ever stands in it.
 */
import type { VoicePerson, VoiceSnapshot } from "../voice/types";
import { recall, remember } from "./memory";

const KEY = "gethory.calls";
/** The newest lines are kept. */
const MOST = 400;

export interface CallLogOptions {
  /** Milliseconds of the clock on the wall. */
  now(): number;
  load(): string | null;
  keep(text: string): void;
}

const browser: CallLogOptions = {
  now: Date.now,
  load: () => recall(KEY),
  keep: (text) => remember(KEY, text),
};

export class CallLog {
  private readonly lines: string[];
  private before: VoiceSnapshot | null = null;
  /** People are numbers here, given as they come. */
  private readonly numbers = new Map<string, number>();

  constructor(private readonly options: CallLogOptions = browser) {
    this.lines = (options.load() ?? "").split("\n").filter((line) => line !== "");
  }

  see(now: VoiceSnapshot): void {
    const happened = this.before === null ? [] : [...this.changes(this.before, now)];
    this.before = now;
    if (happened.length === 0) return;
    const at = new Date(this.options.now()).toISOString();
    for (const what of happened) this.lines.push(`${at} ${what}`);
    this.lines.splice(0, Math.max(0, this.lines.length - MOST));
    this.options.keep(this.lines.join("\n"));
  }

  private *changes(before: VoiceSnapshot, now: VoiceSnapshot): Iterable<string> {
    if (before.phase !== now.phase) yield phaseLine(now);
    if (before.microphone !== now.microphone) yield `microphone ${now.microphone}`;
    if (before.you?.muted !== now.you?.muted) yield now.you?.muted === false ? "unmuted" : "muted";
    if (before.playbackBlocked !== now.playbackBlocked) {
      yield now.playbackBlocked ? "loudspeaker waits for a tap" : "loudspeaker plays";
    }
    if (before.people === now.people) return;
    const known = new Map(before.people.map((person) => [person.peerId, person]));
    for (const person of now.people) {
      yield* this.changesOf(known.get(person.peerId), person);
      known.delete(person.peerId);
    }
    for (const peerId of known.keys()) yield `${this.nameOf(peerId)} gone`;
  }

  private *changesOf(before: VoicePerson | undefined, now: VoicePerson): Iterable<string> {
    const name = this.nameOf(now.peerId);
    if (before?.state !== now.state) yield `${name} ${now.state}`;
    if (before?.path !== now.path && now.path !== null) yield `${name} path ${now.path}`;
    if ((before?.apart ?? null) !== now.apart) {
      yield now.apart === null ? `${name} heard again` : `${name} apart: ${now.apart}`;
    }
    if ((before?.away ?? false) !== now.away) yield `${name} ${now.away ? "away" : "back"}`;
    if (before?.muted !== now.muted) yield `${name} ${now.muted ? "muted" : "unmuted"}`;
  }

  private nameOf(peerId: string): string {
    const number = this.numbers.get(peerId) ?? this.numbers.size + 1;
    this.numbers.set(peerId, number);
    return `person ${number}`;
  }
}

/** What the calls of this browser left, newest last; empty where there was none. */
export function keptCalls(): string {
  return recall(KEY) ?? "";
}

function phaseLine({ phase, ended, error }: VoiceSnapshot): string {
  const why = phase === "ended" ? ended : phase === "failed" ? error?.code : null;
  return why ? `room ${phase}: ${why}` : `room ${phase}`;
}
