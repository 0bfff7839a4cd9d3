/** The words of a call that goes on: the small bar, hearing nobody, talking while muted. */
import type { CallWords } from "../words";
import { everyOf } from "./grammar";

export const callingText: CallWords["callingText"] = {
  bar: "Dein Gespräch",
  backTo: (topic) => `Zurück zu ${topic}`,
  leave: (topic) => `${topic} verlassen`,
  deafen: "Ton aus",
  deafenTip: "Niemanden hören (D)",
  undeafen: "Ton an",
  undeafenTip: "Den Raum wieder hören (D)",
  deafened: { title: "Du hörst den Raum nicht", hint: "So lange bist du stummgeschaltet." },
  deafenedShort: "Du hörst niemanden",
  more: "Mehr",
  shortcuts: "Tastenkürzel",
  settings: "Einstellungen",
  dismiss: "Schließen",
  over: (topic, why) => `${topic}: ${why}`,
  hush: "Für mich stummschalten",
  unhush: "Wieder hören",
  talkingMuted: "Du bist stumm.",
  talkingMutedHint: "Niemand hört, was du sagst.",
  unmute: "Einschalten",
  notAgain: "Nicht mehr anzeigen",
  unconfirmed: "Die anderen sehen dich noch als stumm",
  hold: "Zum Sprechen halten",
  holdTruth: "Oder Leertaste halten",
  holdTip: "Zum Sprechen halten, kurz drücken lässt es an (M oder Leertaste halten)",
  whoSpeaks: (names) => {
    if (names.length === 0) return "Gerade spricht niemand";
    return `${everyOf(names)} ${names.length === 1 ? "spricht" : "sprechen"}`;
  },
  here: (people) => (people === 1 ? "Außer dir ist niemand hier" : `${people} Leute hier`),
};

export const elsewhereText: CallWords["elsewhereText"] = {
  title: "Du bist in einem anderen Raum",
  hint: (topic) => `Wenn du hier beitrittst, verlässt du ${topic}.`,
  leave: (here, there) => `${there} verlassen und ${here} beitreten?`,
  question: "Ton kommt immer nur aus einem Raum.",
  submit: "Verlassen und beitreten",
  stay: "Bleiben",
  close: "Schließen",
};
