/** Every way a microphone fails, in words: what happened, and who can do what about it. */
import type { CallWords } from "../words";

export const problems: CallWords["problems"] = {
  dismissed: {
    title: "Mikrofon noch nicht erlaubt",
    hint: "Du hast die Frage geschlossen. Nichts ist kaputt: Frag einfach noch einmal.",
    retry: "Noch einmal fragen",
  },
  denied: {
    title: "Mikrofon ist gesperrt",
    hint: "Erlaube das Mikrofon in den Einstellungen dieser Website und komm dann hierher zurück.",
    retry: "Habe ich erlaubt",
  },
  system_denied: {
    title: "Dein System sperrt das Mikrofon",
    hint: "Öffne die Datenschutz-Einstellungen deines Systems, dann Mikrofon, und schalte diesen Browser ein.",
    retry: "Noch einmal versuchen",
  },
  missing: {
    title: "Kein Mikrofon gefunden",
    hint: "Steck eins ein: Wir merken es. Oder versuch es noch einmal.",
    retry: "Noch einmal versuchen",
  },
  busy: {
    title: "Mikrofon ist belegt",
    hint: "Eine andere App oder ein anderer Tab benutzt es. Schließ das und versuch es noch einmal.",
    retry: "Noch einmal versuchen",
  },
  silent: {
    title: "Wir hören nichts",
    hint: "Dein Mikrofon ist an und gibt keinen Ton. Such einen Schalter daran, oder wähl ein anderes.",
  },
  paused: {
    title: "Dein Gerät hält das Mikrofon zurück",
    hint: "Vielleicht ein Anruf oder ein Schalter für die Privatsphäre. Danach geht es von selbst weiter.",
  },
  unplugged: {
    title: "Mikrofon getrennt",
    hint: "Du wurdest stummgeschaltet. Steck es wieder ein oder nimm ein anderes.",
    retry: "Anderes Mikrofon nehmen",
  },
  insecure: {
    title: "Diese Adresse ist nicht sicher",
    hint: "Browser geben das Mikrofon nur an https oder localhost. Wer diesen Server betreibt, kann TLS einrichten.",
    forAdmin:
      "Gethory ist unter einer Adresse ohne TLS offen, wo Browser kein Mikrofon hergeben. Es braucht https (oder localhost): ein Zertifikat auf dem Server oder seinem Proxy.",
  },
  policy: {
    title: "Der Server verbietet Mikrofone",
    hint: "Ein Permissions-Policy-Header ist im Weg, oft die Voreinstellung eines Proxys. Wer diesen Server betreibt, kann ihn ändern.",
    forAdmin:
      "Die Seite von Gethory kommt mit einem Permissions-Policy-Header an, der Mikrofone verbietet. Er muss sie erlauben: Permissions-Policy: microphone=(self).",
  },
  unsupported: {
    title: "Dein Browser kann hier keine Gespräche führen",
    hint: "Ein aktueller Firefox, Chrome, Edge oder Safari kann es.",
  },
};

export const whereToAllow: CallWords["whereToAllow"] = {
  ios: "Tipp auf das Seitenmenü neben der Adresse, dann auf Website-Einstellungen, und erlaube das Mikrofon.",
  firefox:
    "Drück auf das durchgestrichene Mikrofon neben der Adresse und entferne die Sperre. Komm dann hierher zurück.",
  chromium:
    "Drück auf das Zeichen links neben der Adresse und schalte das Mikrofon ein. Wir merken es.",
  safari:
    "Wähl im Menü von Safari „Einstellungen für diese Website“ und erlaube das Mikrofon. Komm dann hierher zurück.",
};

export const whereInSystem: CallWords["whereInSystem"] = {
  ios: "Einstellungen → Datenschutz & Sicherheit → Mikrofon: Schalte deinen Browser ein.",
  android: "Einstellungen → Apps → dein Browser → Berechtigungen → Mikrofon: Erlaube es.",
  mac: "Systemeinstellungen → Datenschutz & Sicherheit → Mikrofon: Schalte deinen Browser ein.",
  windows:
    "Einstellungen → Datenschutz und Sicherheit → Mikrofon: Lass Desktop-Apps darauf zugreifen.",
};

export const forAdminText: CallWords["forAdminText"] = {
  copy: "Für den Admin kopieren",
  copied: "Kopiert",
  aloud: "Kopiert. Schick es an die Person, die diesen Server betreibt.",
};
