/** The words of bringing people into a room and of who belongs to it. */
import type { FirstWords } from "../words";

export const inviteText: FirstWords["inviteText"] = {
  invite: "Einladen",
  invitePeople: "Leute einladen",
  title: "Leute einladen",
  close: "Schließen",
  lead: "Wer den Link öffnet und sich anmeldet, gehört zu diesem Raum.",
  life: "So lange gilt der Link",
  lives: { "1h": "1 Stunde", "1d": "1 Tag", "7d": "7 Tage", "30d": "30 Tage" },
  uses: "So viele können ihn benutzen",
  usesOf: (people) => (people === null ? "Alle" : String(people)),
  make: "Link erstellen",
  making: "Link wird erstellt …",
  link: "Einladungslink",
  copy: "Link kopieren",
  copied: "Kopiert",
  copiedAloud: "Link kopiert",
  share: "Teilen",
  shareTitle: (topic) => `Komm dazu: ${topic}`,
  another: "Noch einen Link erstellen",
  live: "Links, die gerade gelten",
  thisOne: "Der Link oben",
  made: (ago) => `Erstellt ${ago}`,
  revoke: "Zurückziehen",
  revokeNamed: (made) => `Zurückziehen, ${made.charAt(0).toLowerCase()}${made.slice(1)}`,
  revoked: "Dieser Link gilt nicht mehr",
  left: (time, people) => {
    if (people === null) return `Endet ${time}, für alle`;
    return `Endet ${time}, für ${people === 1 ? "noch 1 Person" : `noch ${people} Leute`}`;
  },
  copyByTouch: "Halte den Link gedrückt, um ihn zu kopieren.",
  copyByKeys: {
    mac: "Drück ⌘C, um den Link zu kopieren.",
    other: "Drück Strg+C, um den Link zu kopieren.",
  },
};

export const memberText: FirstWords["memberText"] = {
  count: (people) => (people === 1 ? "1 Mitglied" : `${people} Mitglieder`),
  notHere: "Gerade nicht hier",
  close: "Mitglieder schließen",
  you: "Du",
  host: "Host",
  moderator: "Moderation",
  joined: (age) => `Dabei seit ${age}`,
  justJoined: "Gerade dazugekommen",
  onlyYou: "Bisher gehört nur du hierher",
  onlyYouHint: "Erstell einen Link und schick ihn an alle, die du hier haben willst.",
  askHost: (host) => `Wenn du jemanden dazuholen willst, frag ${host}.`,
  remove: "Entfernen",
  removeNamed: (name) => `${name} entfernen`,
  removeFromRoom: "Aus diesem Raum entfernen",
  removeTitle: (name) => `${name} entfernen?`,
  removeHint: (name) =>
    `${name} ist sofort draußen und kommt nur mit einer neuen Einladung wieder herein.`,
  removing: "Wird entfernt …",
  removed: (name) => `${name} wurde entfernt`,
  part: "Ganz verlassen",
  partTitle: "Diesen Raum ganz verlassen?",
  partHint: (topic) =>
    `„${topic}“ verschwindet aus deinen Räumen. Zurück kommst du nur mit einer Einladung.`,
  parting: "Wird verlassen …",
  cancel: "Abbrechen",
};
