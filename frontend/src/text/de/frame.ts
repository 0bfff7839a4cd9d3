/** What stands round every page: header, account menu, pages that say something is wrong. */
import type { FirstWords } from "../words";

export const frameText: FirstWords["frameText"] = {
  skip: "Zum Inhalt springen",
  account: (name) => `Dein Konto, ${name}`,
  editProfile: "Profil bearbeiten",
  settings: "Einstellungen",
  accountSettings: "Konto",
  checkConnection: "Verbindung prüfen",
  signOut: "Abmelden",
  theme: "Farben",
  themes: { system: "System", light: "Hell", dark: "Dunkel" },
  close: "Schließen",
  cancel: "Abbrechen",
  reload: "Seite neu laden",
  retry: "Noch einmal versuchen",
  retrying: "Wird gefragt …",
  loading: "Lädt",
  notFound: {
    title: "Hier ist nichts",
    lead: "Diese Adresse führt nirgendwohin. Vielleicht ist der Link alt, oder ein Buchstabe ging verloren.",
    home: "Zum Anfang",
  },
  unreachable: {
    title: "Der Server antwortet nicht",
    lead: "Vielleicht startet er gerade neu, oder deine Verbindung ist weg. Wir versuchen es weiter.",
  },
  offline: {
    title: "Keine Verbindung",
    lead: "Der Server antwortet nicht. Vielleicht ist dein Netz weg, oder er startet gerade neu. Die Seite kommt von selbst wieder.",
  },
  crashed: {
    title: "Das hätte nicht passieren dürfen",
    lead: "Auf dieser Seite ist etwas kaputtgegangen. Meist hilft es, sie neu zu laden; deinem Konto und deinen Räumen ist nichts passiert.",
    details: "Was passiert ist",
  },
  notFetched: {
    title: "Diese Seite ist nicht angekommen",
    lead: "Der Server antwortet nicht, oder er hat eine neuere Version. Neu laden holt, was da ist.",
  },
  unsupported: {
    title: "Dieser Browser kann keine Gespräche",
    lead: "Öffne den Link in einem aktuellen Chrome, Edge, Firefox oder Safari. Wenn du in einer anderen App bist, wähl „Im Browser öffnen“.",
  },
};
