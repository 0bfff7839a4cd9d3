/** The words of the list of rooms and of starting one. */
import type { FirstWords } from "../words";
import { count } from "./grammar";

export const kindWord: FirstWords["kindWord"] = {
  public: "Öffentlich",
  private: "Privat",
  group: "Gruppe",
};

export const lobbyText: FirstWords["lobbyText"] = {
  title: "Räume",
  start: "Raum eröffnen",
  startShort: "Eröffnen",
  search: "Räume suchen",
  loading: "Räume werden geladen",
  emptyTitle: "Noch keine Räume",
  emptyHint: "Eröffne den ersten. Wer sich hier anmeldet, sieht ihn und kann dazukommen.",
  clear: "Suche leeren",
  failedTitle: "Die Liste der Räume ist nicht angekommen",
  retry: "Noch einmal versuchen",
  offline: (since) =>
    since === null
      ? "Du bist offline. Die Räume kommen mit der Verbindung."
      : `Du bist offline. Die Räume sind von ${since}; hinein kommst du, wenn du wieder da bist.`,
  newRooms: (rooms) => (rooms === 1 ? "1 neuer Raum" : `${count(rooms)} neue Räume`),
  full: "Voll",
  nobodyHere: "Noch niemand hier",
  somebody: "jemand",
  found: (rooms) => (rooms === 1 ? "1 Raum gefunden" : `${count(rooms)} Räume gefunden`),
  nothingMatches: (search) => `Nichts passt zu „${search}“`,
  nothingHint: "Versuch weniger oder andere Wörter. Gesucht wird in den Themen.",
  here: (people) => `${count(people)} hier`,
  startedBy: (name) => `Eröffnet von ${name}`,
  more: (people) => `+${count(people)}`,
  roomsAndPeople: (rooms, people) => {
    const open = rooms === 1 ? "1 Raum" : `${count(rooms)} Räume`;
    if (people === 0) return `${open}, niemand drin`;
    return `${open}, ${people === 1 ? "1 Person" : `${count(people)} Leute`} drin`;
  },
  andOthers: (names) => `${names.join(", ")} und andere`,
  together: (names) => names.join(", "),
};

export const filterText: FirstWords["filterText"] = {
  label: "Welche Räume",
  words: {
    all: "Alle",
    live: "Gerade belebt",
    public: "Öffentlich",
    private: "Privat",
    group: "Gruppe",
  },
  nothing: {
    live: "Gerade redet niemand",
    public: "Keine öffentlichen Räume",
    private: "Keine privaten Räume",
    group: "Keine Gruppenräume",
  },
  hint: {
    live: "Geh in einen leeren Raum: Die anderen sehen, dass jemand da ist.",
    public: "Eröffne einen. Wer angemeldet ist, sieht ihn und kann dazukommen.",
    private:
      "Hier stehen die privaten Räume, die du eröffnet hast oder zu denen du eingeladen bist.",
    group: "Hier stehen die Gruppen, zu denen du gehörst.",
  },
  showAll: "Alle Räume zeigen",
};

const BECOMES_A_MEMBER =
  "Wer den Link innerhalb von 7 Tagen öffnet und sich anmeldet, gehört dazu.";

export const inviteCardText: FirstWords["inviteCardText"] = {
  copy: "Einladung kopieren",
  copyInvite: (topic) => `Einladung zu ${topic} kopieren`,
  title: "Leute einladen",
  close: "Schließen",
  copied: "Der Link ist kopiert. Füg ihn ein, wo du magst.",
  means: {
    public: "Wer den Link öffnet und sich anmeldet, kann dazukommen.",
    private: BECOMES_A_MEMBER,
    group: BECOMES_A_MEMBER,
  },
  code: (topic) => `QR-Code mit dem Link zu ${topic}`,
};

export const createText: FirstWords["createText"] = {
  title: "Raum eröffnen",
  topic: "Worum geht es?",
  topicCount: (length) => `${length} / 80`,
  topicMissing: "Gib ihm ein paar Worte, damit alle wissen, worum es geht.",
  topicTooLong: "Höchstens 80 Zeichen.",
  kind: "Wer darf herein?",
  kindHint: {
    public: "Wer angemeldet ist, sieht ihn und kann dazukommen.",
    private: "Steht in keiner Liste. Herein kommt, wen du einlädst.",
    group: "Nur Mitglieder sehen ihn. Dazu gehört, wen du einlädst.",
  },
  cancel: "Abbrechen",
  close: "Schließen",
  submit: "Raum eröffnen",
  submitting: "Wird eröffnet …",
};
