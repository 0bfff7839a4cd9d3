/** The words of one's account: how one signs in, and where. */
import type { MoreWords } from "../words";

export const accountText: MoreWords["accountText"] = {
  title: "Konto",
  email: "E-Mail-Adresse",
  password: "Passwort",
  changePassword: "Passwort ändern",
  passwordHint: "Wir schicken dir dafür einen Link per Mail.",
  sessions: {
    title: "Wo du angemeldet bist",
    loading: "Deine Anmeldungen werden geladen",
    failed: "Die Liste ist nicht angekommen.",
    retry: "Noch einmal versuchen",
    here: "Dieses Gerät",
    lastSeen: (age) => `Zuletzt gesehen ${age}`,
    signOut: "Abmelden",
    signOutOf: (device) => `${device} abmelden`,
    signingOut: "Wird abgemeldet …",
    signedOut: (device) => `${device} ist abgemeldet.`,
    unknownDevice: "Unbekanntes Gerät",
    browserOn: (browser, system) => `${browser} auf ${system}`,
    signOutOthers: "Überall sonst abmelden",
    signedOutOthers: "Überall sonst bist du jetzt abgemeldet.",
  },
};
