/** The words of one's own profile. */
import type { MoreWords } from "../words";

const SEEN = "So sehen dich die Leute in einem Raum.";

export const profileText: MoreWords["profileText"] = {
  welcome: {
    title: "Nimm Platz",
    lead: SEEN,
    submit: "Das bin ich",
  },
  edit: {
    title: "Dein Profil",
    lead: SEEN,
    submit: "Speichern",
    saved: "Gespeichert.",
  },
  busy: "Wird gespeichert …",
  name: "Name",
  nameMissing: "Gib einen Namen ein.",
  nameLong: "Nimm höchstens 50 Zeichen.",
  username: "Benutzername",
  usernameMissing: "Wähl einen Benutzernamen.",
  usernameShort: "Nimm mindestens 3 Zeichen.",
  usernameLong: "Nimm höchstens 30 Zeichen.",
  usernameLetters: "Nur Buchstaben, Ziffern, Unterstriche und Punkte.",
  usernameTaken: "Diesen Benutzernamen hat schon jemand. Versuch einen anderen.",
  bio: "Über dich",
  bioHint: "Wenn du magst.",
  bioLong: "Nimm höchstens 200 Zeichen.",
  left: (used, most) => `${used} / ${most}`,
  picture: "Bild",
  choose: "Bild auswählen",
  change: "Bild ändern",
  undo: "Altes behalten",
  optional: "Wenn du magst: Deine Initialen tun es auch.",
  notAPicture:
    "Diese Datei ist kein Bild, das dieser Browser lesen kann. Nimm ein PNG, JPEG oder WebP.",
  tooBig: "Diese Datei hat über 25 MB. Nimm eine kleinere.",
  crop: {
    title: "Dein Bild",
    hint: "Zieh es zurecht, oder nimm die Pfeiltasten.",
    area: "Ausschnitt, der gezeigt wird",
    zoom: "Zoom",
    use: "So nehmen",
    busy: "Wird zugeschnitten …",
  },
};
