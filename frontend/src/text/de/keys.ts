/** The words for keyboard shortcuts. */
import type { MoreWords } from "../words";

export const keysText: MoreWords["keysText"] = {
  title: "Tastenkürzel",
  close: "Schließen",
  off: "Kürzel mit nur einer Taste sind ausgeschaltet.",
  on: "In den Einstellungen lassen sie sich ausschalten.",
  settings: "Tastatur-Einstellungen",
  hold: "halten",
};

export const groupText: MoreWords["groupText"] = {
  talk: "Sprechen",
  room: "Raum",
  anywhere: "Überall",
};

export const shortcutText: MoreWords["shortcutText"] = {
  mute: "Mikrofon aus oder an",
  talk: "Sprechen, solange du hältst",
  mute_too: "Mikrofon aus oder an, auch beim Tippen",
  deafen: "Niemanden hören, oder den Raum wieder",
  people: "Leute zeigen oder verbergen",
  invite: "Jemanden einladen",
  who: "Sagen, wer spricht",
  status: "Sagen, wie es um dich steht: Mikrofon, Leute, Verbindung",
  leave: "Leise gehen",
  settings: "Einstellungen",
  regions: "Nächster Teil der Seite; mit Umschalt der vorige",
  help: "Diese Liste",
};

export const keyWord: MoreWords["keyWord"] = {
  ctrl: "Strg",
  shift: "Umschalt",
  space: "Leertaste",
};
