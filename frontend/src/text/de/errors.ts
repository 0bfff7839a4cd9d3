/** A sentence for people, for every code a refusal can have. */
import type { FirstWords } from "../words";

export const errorText: FirstWords["errorText"] = {
  action_forbidden: "Das darfst du hier nicht.",
  avatar_invalid: "Diese Datei ist kein Bild, das wir lesen können. Nimm ein PNG, JPEG oder WebP.",
  body_too_large: "Das ist zu groß zum Senden. Versuch es kleiner.",
  code_invalid: "Der Code ist falsch oder zu alt. Schau in die neueste Mail.",
  credentials_invalid: "Adresse oder Passwort stimmt nicht.",
  email_unverified: "Deine Adresse ist noch nicht bestätigt.",
  event_unknown: "Diese Seite und der Server sind verschieden alt. Lade die Seite neu.",
  input_invalid: "Das hat der Server nicht angenommen. Prüf deine Eingaben.",
  media_type_unsupported: "Das hat der Server nicht verstanden. Lade die Seite neu.",
  method_not_allowed: "Das hat der Server nicht verstanden. Lade die Seite neu.",
  origin_forbidden:
    "Diese Adresse darf nicht mit dem Server reden. Wer ihn betreibt, kann es erlauben.",
  payload_invalid: "Das hat der Server nicht verstanden. Lade die Seite neu.",
  peer_not_found: "Diese Person ist nicht mehr im Raum.",
  profile_incomplete: "Sag den anderen erst, wie du heißt.",
  rate_limited: "Das war zu oft. Warte ein wenig und versuch es noch einmal.",
  refresh_invalid: "Du wurdest abgemeldet. Melde dich an, dann geht es weiter.",
  room_full: "Dieser Raum ist voll.",
  room_locked: "Dieser Raum ist abgeschlossen.",
  room_not_found: "Diesen Raum gibt es nicht, oder er ist für dich nicht offen.",
  room_not_joined: "Du bist nicht in diesem Raum.",
  route_not_found: "Diese Adresse kennt der Server nicht. Lade die Seite neu.",
  server_unreachable:
    "Der Server antwortet nicht. Prüf deine Verbindung und versuch es noch einmal.",
  session_not_found: "Diese Anmeldung ist schon beendet.",
  session_required: "Du wurdest abgemeldet. Melde dich an, dann geht es weiter.",
  unavailable: "Der Server hat viel zu tun oder startet neu. Versuch es gleich noch einmal.",
  username_taken: "Diesen Benutzernamen hat schon jemand.",
};

export const waitText: FirstWords["waitText"] = {
  again: (wait) => `Das war zu oft. Versuch es in ${wait} noch einmal.`,
  seconds: (seconds) => `${seconds} s`,
  minutes: (minutes) => (minutes === 1 ? "einer Minute" : `${minutes} Minuten`),
};
