/** The words of entering a room, being in it and being out of it again. */
import type { CallWords } from "../words";
import { listOf } from "./grammar";

export const kindSentence: CallWords["kindSentence"] = {
  public: "Öffentlich, offen für alle hier",
  private: "Privat, in keiner Liste",
  group: "Gruppe, für ihre Mitglieder",
};

export const enterText: CallWords["enterText"] = {
  back: "Räume",
  startedBy: (name, ago) => `Eröffnet von ${name}, ${ago}`,
  loading: "Ein Blick in den Raum",
  yourSeat: "Dein Platz",
  check: "Bevor du beitrittst",
  primer: "Du kommst stumm herein",
  primerHint: "Gethory braucht dein Mikrofon nur, wenn du sprichst.",
  allow: "Mikrofon prüfen",
  opening: "Dein Browser fragt nach dem Mikrofon",
  openingHint: "Beantworte die Frage bei der Adressleiste.",
  heard: "Wir können dich hören",
  say: "Sag etwas",
  hint: "Du kommst stumm herein.",
  silent: "Wir hören nichts",
  silentHint: "Schau nach dem Schalter an deinem Mikrofon, oder wähl ein anderes.",
  level: "Pegel des Mikrofons",
  full: "Dieser Raum ist gerade voll. Erst muss jemand gehen.",
  join: "Beitreten",
  joining: "Du trittst bei …",
  joiningSlowly: "Dauert länger als sonst …",
  waiting: "Wartet auf deine Antwort …",
  more: (people) => `+${people}`,
  moreAloud: (people) => (people === 1 ? "und 1 Person mehr" : `und ${people} weitere`),
  listen: "Nur zuhören",
  skip: "Das nächste Mal überspringen",
  otherTab: "Du bist schon in einem anderen Tab in diesem Raum. Von hier aus ziehst du hierher um.",
  inside: (people) =>
    people === 0
      ? "Noch ist niemand drin"
      : people === 1
        ? "1 Person ist drin"
        : `${people} Leute sind drin`,
};

export const roomText: CallWords["roomText"] = {
  back: "Zurück zu den Räumen, weiter zuhören",
  tab: (topic, muted) => `${muted ? "🔇" : "●"} ${topic}`,
  here: (people) => `${people} hier`,
  elapsed: "Zeit in diesem Raum",
  stage: "Leute in diesem Raum",
  controls: "Steuerung des Gesprächs",
  people: "Leute",
  closePeople: "Leute schließen",
  peopleCount: (people) => `Leute, ${people}`,
  moreAbout: (name) => `Mehr zu ${name}`,
  copyLink: "Link kopieren",
  copied: "Kopiert",
  copyFailed: "Kopier die Adresse aus der Adressleiste.",
  leave: "Verlassen",
  you: "Du",
  owner: "Host",
  somebody: "Jemand",
  youSuffix: (name) => `${name} (du)`,
  alone: "Außer dir ist niemand hier.",
  aloneHint: {
    address: "Schick den Link an jemanden, der hier ein Konto hat.",
    invite: "Lade jemanden mit einem Link ein.",
  },
  volume: (name) => `Lautstärke von ${name}, für dich`,
  volumeShort: "Lautstärke für dich",
  hear: "Tipp, um den Raum zu hören",
  hearHint: "Dein Browser wartet auf einen Tipp, bevor er Ton abspielt.",
  reconnecting: { title: "Verbindet sich neu …", hint: "Du kannst solange weiterreden." },
  restarting: { title: "Der Server startet neu …", hint: "Du kannst solange weiterreden." },
  offline: {
    title: "Du bist offline",
    hint: "Mit deinem Netz kommt auch der Raum von selbst wieder.",
  },
  unheard: {
    title: "Verbindung verloren",
    hint: "Gerade kann dich niemand hören. Verbindet sich neu …",
  },
  restored: "Du bist wieder da",
};

export const statusWord: CallWords["statusWord"] = {
  connecting: "Verbindet sich",
  apart: "Keine Verbindung",
  reconnecting: "Verbindet sich neu",
  speaking: "Spricht",
  muted: "Stumm",
  no_microphone: "Kein Mikrofon",
  hushed: "Für dich stumm",
  poor: "Schlechte Verbindung",
  on: "Mikrofon an",
};

export const microphoneText: CallWords["microphoneText"] = {
  mute: "Stummschalten",
  unmute: "Einschalten",
  isOn: "Mikrofon ist an",
  isMuted: "Du bist stumm",
  holding: "Loslassen beendet",
  listening: "Du hörst zu",
  opening: "Beantworte die Frage deines Browsers",
  unheard: "Niemand kann dich hören",
  keyMute: "Stummschalten (M)",
  keyUnmute: "Einschalten (M oder Leertaste halten)",
};

export const endedText: CallWords["endedText"] = {
  left: {
    title: "Du bist gegangen",
    hint: "Der Raum bleibt offen; komm wieder, wann du magst.",
    again: "Wieder beitreten",
  },
  kicked: {
    title: "Du wurdest entfernt",
    hint: "Jemand, der sich um diesen Raum kümmert, hat dich herausgenommen.",
  },
  banned: { title: "Du wurdest entfernt", hint: "In diesen Raum kannst du nicht zurück." },
  room_ended: { title: "Dieser Raum ist zu Ende", hint: "Er wurde für alle geschlossen." },
  replaced: {
    title: "Du bist in einem anderen Tab in diesem Raum",
    hint: "Ton kommt immer nur aus einem.",
    again: "Hier weitermachen",
  },
  session_ended: {
    title: "Du wurdest abgemeldet",
    hint: "Deine Anmeldung wurde anderswo beendet. Melde dich an, um in diesen Raum zurückzukommen.",
    again: "Anmelden",
  },
};

export const outsideText: CallWords["outsideText"] = {
  toRooms: "Zurück zu den Räumen",
  notFound: {
    title: "Diesen Raum gibt es nicht",
    hint: "Vielleicht stimmt die Adresse nicht, der Raum ist weg, oder er ist für dich nicht offen. Einladungslinks laufen ab: Wenn dich einer hergebracht hat, bitte um einen neuen.",
  },
  full: {
    title: "Dieser Raum ist voll",
    hint: "Erst muss jemand gehen, dann kann die nächste Person herein.",
    again: "Noch einmal versuchen",
  },
  locked: {
    title: "Dieser Raum ist abgeschlossen",
    hint: "Gerade kann niemand herein.",
    again: "Noch einmal versuchen",
  },
  unreachable: {
    title: "Der Server ist nicht zu erreichen",
    hint: "Vielleicht ist dein Netz weg, oder der Server startet gerade neu.",
    again: "Noch einmal versuchen",
  },
  unsupported: {
    title: "Dein Browser kann hier keine Gespräche führen",
    hint: "Ein aktueller Firefox, Chrome, Edge oder Safari kann es.",
  },
  failed: { title: "Das hat nicht geklappt", hint: "", again: "Noch einmal versuchen" },
};

export const announceText: CallWords["announceText"] = {
  joined: (topic, people, muted) =>
    `Du bist in ${topic}. ${muted ? "Du bist stumm" : "Dein Mikrofon ist an"}. ${
      people === 1 ? "Außer dir ist niemand hier" : `${people} Leute sind hier`
    }.`,
  muted: "Stumm",
  unmuted: "Mikrofon an",
  lost: "Verbindung verloren, verbindet sich neu",
  restored: "Du bist wieder da",
  copied: "Link kopiert",
  came: (names) => `${listOf(names)} ${names.length === 1 ? "ist" : "sind"} dazugekommen`,
  went: (names) => `${listOf(names)} ${names.length === 1 ? "ist" : "sind"} gegangen`,
};
