/** The words of a call that goes on: the small bar, hearing nobody, talking while muted. */
import { everyOf } from "./grammar";

export const callingText = {
  bar: "Your call",
  backTo: (topic: string) => `Back to ${topic}`,
  leave: (topic: string) => `Leave ${topic}`,
  deafen: "Deafen",
  deafenTip: "Hear nobody (D)",
  undeafen: "Undeafen",
  undeafenTip: "Hear the room again (D)",
  deafened: { title: "You can’t hear the room", hint: "You are muted meanwhile." },
  deafenedShort: "You hear nobody",
  more: "More",
  shortcuts: "Keyboard shortcuts",
  settings: "Settings",
  dismiss: "Dismiss",
  over: (topic: string, why: string) => `${topic}: ${why}`,
  hush: "Mute for me",
  unhush: "Unmute for me",
  talkingMuted: "You’re muted.",
  talkingMutedHint: "Nobody hears what you say.",
  unmute: "Unmute",
  notAgain: "Don’t show again",
  unconfirmed: "Others still see you as muted",
  hold: "Hold to talk",
  holdTruth: "Or hold Space",
  holdTip: "Hold to talk, press briefly to stay on (M, or hold Space)",
  /** "Ada and Bob are speaking", "Nobody is speaking". */
  whoSpeaks: (names: readonly string[]) => {
    if (names.length === 0) return "Nobody is speaking";
    return `${everyOf(names)} ${names.length === 1 ? "is" : "are"} speaking`;
  },
  here: (people: number) => (people === 1 ? "You are the only one here" : `${people} people here`),
};

export const elsewhereText = {
  title: "You are in another room",
  hint: (topic: string) => `Joining here leaves ${topic}.`,
  leave: (here: string, there: string) => `Leave ${there} and join ${here}?`,
  question: "Sound comes from one room at a time.",
  submit: "Leave and join",
  stay: "Stay",
  close: "Close",
};
