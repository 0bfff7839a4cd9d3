/** The words of the page that looks for what is wrong with calls: verdicts, and who can do what. */
import { bad, good, open } from "../finding";
import type { MoreWords } from "../words";

export const diagnosticsText: MoreWords["diagnosticsText"] = {
  title: "Verbindung prüfen",
  lead: "Etwas bleibt still? Diese Seite probiert jeden Teil eines Gesprächs aus und sagt, was hilft. Sie schickt nichts an andere, nur an diesen Server.",
  network: "Zwischen dir und den anderen",
  devices: "Deine Geräte",
  again: "Noch einmal prüfen",
  running: "Wird geprüft …",
  signIn: "Anmelden, um das Relay zu prüfen",
  verdicts: { good: "Geht", bad: "Geht nicht", open: "Nicht geprüft" },
  done: (works, fails) =>
    fails === 0
      ? `Alles geprüft. ${works} ${works === 1 ? "geht" : "gehen"}.`
      : `Alles geprüft. ${works} ${works === 1 ? "geht" : "gehen"}, ${fails} nicht.`,
  names: {
    page: "Diese Seite",
    server: "Server",
    socket: "WebSocket",
    stun: "Direkte Gespräche (STUN)",
    udp: "Relay über UDP",
    tcp: "Relay über TCP",
    tls: "Relay über TLS",
    microphone: "Mikrofon",
    speaker: "Lautsprecher",
  },
  log: "Gesprächsprotokoll",
  logLead:
    "Wann brach welches Gespräch ab, und welchen Weg nahm der Ton? Im Protokoll stehen Zustände, Zeiten und Arten von Wegen. Keine Namen, keine Adressen, nichts Geheimes.",
  logEmpty: "In diesem Browser gab es noch kein Gespräch.",
  download: "Protokoll herunterladen",
  file: "gethory-gespraeche.txt",
};

export const pageText: MoreWords["pageText"] = {
  good: good("Dein Browser kann hier Gespräche führen."),
  insecure: bad(
    "Browser geben das Mikrofon nur an https-Adressen und an localhost.",
    "Wer diesen Server betreibt, muss TLS einrichten.",
  ),
};

export const serverText: MoreWords["serverText"] = {
  good: (ms) => good(`Er antwortet innerhalb von ${Math.max(1, Math.round(ms))} ms.`),
  bad: bad(
    "Er antwortet nicht.",
    "Prüf dein Netz; sonst ist der Server aus oder startet gerade neu.",
  ),
  busy: open("Du hast ihn zu oft gefragt.", "Warte eine Minute und prüf dann noch einmal."),
};

export const socketText: MoreWords["socketText"] = {
  good: good("Der Weg ist frei."),
  bad: bad(
    "Er öffnet sich nicht, darum lässt sich kein Raum betreten.",
    "Ein Proxy ist im Weg. Wer diesen Server betreibt, muss ihn WebSockets unter /socket.io/ durchlassen lassen; auf deiner Seite kann es ein Firmennetz oder eine Erweiterung sein.",
  ),
};

export const stunText: MoreWords["stunText"] = {
  good: good("Der Server hat deinem Browser seine Adresse gesagt."),
  none: open("Es gibt keinen STUN-Server, und auf diesem Rechner allein braucht es keinen."),
  bad: bad(
    "Keine Antwort, darum kennt dein Browser seine Adresse außerhalb deines Netzes nicht.",
    "Vielleicht sperrt dein Netz UDP: Dann muss ein Relay über TCP oder TLS gehen. Wenn es nirgends klappt, muss, wer den Server betreibt, dessen UDP-Port 3478 öffnen.",
  ),
};

const RELAY_PORTS = {
  udp: "UDP-Port 3478 und den UDP-Portbereich des Relays öffnen",
  tcp: "TCP-Port 3478 öffnen",
  tls: "TCP-Port 5349 öffnen und das Zertifikat prüfen",
};

const RELAY_SILENT = {
  udp: "Vielleicht sperrt dein Netz UDP: Dann geht es über TCP oder TLS.",
  tcp: "Vielleicht sperrt dein Netz es.",
  tls: "Vielleicht sperrt dein Netz es.",
};

export const relayText: MoreWords["relayText"] = {
  good: (ms) => good(`Es antwortet innerhalb von ${Math.max(1, Math.round(ms))} ms.`),
  none: open(
    "Dieser Server hat kein Relay.",
    "Wo kein direktes Gespräch möglich ist, könnt ihr euch nicht hören. Wer diesen Server betreibt, kann TURN_URL und TURN_SECRET setzen.",
  ),
  withheld: open(
    "Das darf nur prüfen, wer angemeldet ist.",
    "Melde dich an und prüf dann noch einmal.",
  ),
  notOffered: (kind) =>
    open(
      "Das bietet dieser Server nicht an.",
      `Wer ihn betreibt, kann TURN_URL um eine ${kind === "tls" ? "turns:" : "turn:"}-Adresse ergänzen.`,
    ),
  silent: (kind) =>
    bad(
      "Es antwortet nicht.",
      `${RELAY_SILENT[kind]} Wenn es nirgends klappt, muss, wer den Server betreibt, ${RELAY_PORTS[kind]}.`,
    ),
  refuses: bad(
    "Es kennt die Konten dieses Servers nicht (401).",
    "Wer ihn betreibt, muss TURN_SECRET und das static-auth-secret des Relays gleich setzen und beide Uhren prüfen.",
  ),
  full: (code) =>
    bad(
      `Es hat keinen Platz mehr (${code}).`,
      "Verlass deine Gespräche und prüf noch einmal. Wer es betreibt, kann user-quota oder total-quota erhöhen.",
    ),
  other: (code) =>
    bad(
      `Es hat abgelehnt (${code}).`,
      "Warum, steht im Protokoll des Relays; wer es betreibt, kann es lesen.",
    ),
};

export const unaskedText: MoreWords["unaskedText"] = open("Erst muss der Server antworten.");

export const microphoneCheckText: MoreWords["microphoneCheckText"] = {
  idle: open("Es öffnet sich, wenn du den Knopf drückst, und wird an niemanden gesendet."),
  start: "Mikrofon prüfen",
  stop: "Stopp",
  opening: "Beantworte die Frage deines Browsers.",
  listening: open("Sag etwas."),
  heard: good("Wir können dich hören."),
  silent: bad(
    "Wir hören nichts.",
    "Schau nach seinem Schalter, oder wähl in deinem System ein anderes.",
  ),
  level: "Pegel des Mikrofons",
};

export const speakerCheckText: MoreWords["speakerCheckText"] = {
  idle: open("Spiel einen kurzen Ton ab und sag, ob du ihn gehört hast."),
  play: "Ton abspielen",
  asked: open("Hast du zwei Töne gehört?"),
  yes: "Ja",
  no: "Nein",
  good: good("Du hast ihn gehört."),
  bad: bad(
    "Du hast nichts gehört.",
    "Dreh lauter, schau, ob dieser Tab stummgeschaltet ist, und wähl in deinem System einen anderen Ausgang.",
  ),
};
