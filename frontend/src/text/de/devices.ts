/** The words for microphones, loudspeakers and what happens to them. */
import type { CallWords } from "../words";

export const deviceText: CallWords["deviceText"] = {
  menu: "Mikrofon und Lautsprecher",
  microphone: "Mikrofon",
  speaker: "Lautsprecher",
  systemDefault: "Standard des Systems",
  elsewhere: "Den Lautsprecher wählst du in den Einstellungen deines Systems.",
  talkWith: "Sprechen mit",
  test: "Testton abspielen",
  testing: "Du solltest drei Töne hören",
  settings: "Audio-Einstellungen",
  use: "Benutzen",
  dismiss: "Schließen",
  notices: "Hinweise",
};

export const talkWord: CallWords["talkWord"] = { voice: "Stimme", hold: "Leertaste halten" };

export const yourDevice: CallWords["yourDevice"] = {
  microphone: "Dein Mikrofon",
  speaker: "Dein Lautsprecher",
};

export const deviceNews: CallWords["deviceNews"] = {
  came: {
    microphone: (name) => `${name} ist angeschlossen.`,
    speaker: (name) => `${name} ist angeschlossen.`,
  },
  gone: {
    microphone: (name) =>
      `${name} ist weg. Du bist stummgeschaltet und benutzt jetzt den Standard deines Systems.`,
    speaker: (name) => `${name} ist weg. Du hörst den Raum jetzt über den Standard deines Systems.`,
  },
  refused: {
    microphone: (name) => `${name} lässt sich gerade nicht benutzen. Es bleibt beim bisherigen.`,
    speaker: (name) => `${name} lässt sich gerade nicht benutzen. Es bleibt beim bisherigen.`,
  },
};
