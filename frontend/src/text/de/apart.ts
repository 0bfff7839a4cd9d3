/** The words for people who cannot hear each other: who, why, and who can do what about it. */
import type { CallWords } from "../words";
import { listOf } from "./grammar";

const NO_WAY = "Eure Netze lassen keine direkte Verbindung zu";
const HOST = "Wer diesen Server betreibt,";

const REASONS = {
  no_relay: `${NO_WAY}, und dieser Server hat kein Relay. ${HOST} kann mit TURN_URL und TURN_SECRET eines einrichten; bis dahin hilft vielleicht ein anderes Netz.`,
  relay_silent: `${NO_WAY}, und das Relay dieses Servers antwortet von hier aus nicht. ${HOST} muss seine Ports öffnen; vielleicht hilft auch ein anderes Netz.`,
  relay_refuses: `${NO_WAY}, und das Relay dieses Servers kennt dessen Konten nicht. ${HOST} muss als TURN_SECRET das Geheimnis des Relays eintragen.`,
  relay_full: `${NO_WAY}, und auf dem Relay dieses Servers ist kein Platz mehr frei. ${HOST} kann user-quota oder total-quota erhöhen.`,
  unknown: `${NO_WAY}. Das Relay antwortet hier, am anderen Ende also vielleicht nicht; dort könnte ein anderes Netz helfen.`,
};

export const apartText: CallWords["apartText"] = {
  title: (names) => `Du und ${listOf(names)} könnt euch nicht hören`,
  hint: (reason) => REASONS[reason],
  check: "Verbindung prüfen",
  silent: "Nichts zu hören? Prüf deine Verbindung",
};
