/** The words of the first page. */
import type { StillWords } from "../still";

export const landingText: StillWords["landingText"] = {
  description: "Sprachräume, die alle betreiben können. Ein Klick, und du redest mit.",
  headline: ["Setz dich", "dazu."],
  lead: "Sprachräume in deinem Browser, auf einem Server von Leuten, die du kennst. Ein Klick, und du redest mit.",
  link: "Link zum Raum",
  linkHint: "Link zum Raum einfügen",
  join: "Beitreten",
  notALink: "Das ist kein Link zu einem Raum. So sieht einer aus:",
  elsewhere: "Dieser Raum ist auf einem anderen Server. Öffne den Link dort.",
  after: "Keine App, keine Telefonnummer.",
  noScript: "Gethory braucht JavaScript, um deine Stimme zu übertragen.",
  signIn: "Anmelden",
  createAccount: "Konto erstellen",
  facts: [
    {
      title: "Nichts zu installieren",
      text: "Ein Browser und ein Mikrofon reichen, auch auf dem Handy.",
    },
    {
      title: "Von Mensch zu Mensch",
      text: "Stimmen gehen verschlüsselt von Browser zu Browser. Keine Aufnahmen, niemand hört dazwischen mit.",
    },
    {
      title: "Dein eigener Server",
      text: "Freie Software auf deinem eigenen Rechner. Fremde Server werden nach nichts gefragt.",
    },
  ],
};
