/** The words of the page that looks for what is wrong with calls: verdicts, and who can do what. */
import { bad, good, open, type RelayKind } from "../finding";

export const diagnosticsText = {
  title: "Check your connection",
  lead: "Something is silent? This page tries each part of a call and says what helps. It sends nothing to anybody but this server.",
  network: "Between you and the others",
  devices: "Your devices",
  again: "Check again",
  running: "Checking…",
  signIn: "Sign in to try the relay",
  verdicts: { good: "Works", bad: "Does not work", open: "Not checked" },
  done: (works: number, fails: number) =>
    fails === 0
      ? `All checks are done. ${works} work.`
      : `All checks are done. ${works} work, ${fails} ${fails === 1 ? "does" : "do"} not.`,
  names: {
    page: "This page",
    server: "Server",
    socket: "WebSocket",
    stun: "Direct calls (STUN)",
    udp: "Relay by UDP",
    tcp: "Relay by TCP",
    tls: "Relay by TLS",
    microphone: "Microphone",
    speaker: "Loudspeaker",
  },
  log: "Call log",
  logLead:
    "When did which call break, and how did sound travel? The log has states, times and kinds of paths. No names, addresses or anything secret.",
  logEmpty: "There was no call in this browser yet.",
  download: "Download call log",
  file: "gethory-call-log.txt",
};

export const pageText = {
  good: good("Your browser can make calls here."),
  insecure: bad(
    "Browsers give microphones to https addresses and to localhost only.",
    "The person who runs this server has to set up TLS.",
  ),
};

export const serverText = {
  good: (ms: number) => good(`It answers within ${Math.max(1, Math.round(ms))} ms.`),
  bad: bad("It does not answer.", "Check your network; else the server is down or starting again."),
  busy: open("You asked it too often.", "Wait a minute, then check again."),
};

export const socketText = {
  good: good("The way is free."),
  bad: bad(
    "It does not open, so no room can be entered.",
    "A proxy is in the way. The person who runs this server has to let it pass WebSockets under /socket.io/; on your side it may be a company’s network or an extension.",
  ),
};

export const stunText = {
  good: good("The server told your browser its address."),
  none: open("There is no STUN server, and on this machine alone none is needed."),
  bad: bad(
    "No answer, so your browser does not know its address outside your network.",
    "Your network may block UDP: then a relay by TCP or TLS has to work. If this fails everywhere, the person who runs the server has to open its UDP port 3478.",
  ),
};

const RELAY_PORTS: Record<RelayKind, string> = {
  udp: "UDP port 3478 and the relay’s range of UDP ports",
  tcp: "TCP port 3478",
  tls: "TCP port 5349, and check the certificate",
};

const RELAY_SILENT: Record<RelayKind, string> = {
  udp: "Your network may block UDP: then TCP or TLS is used.",
  tcp: "Your network may block it.",
  tls: "Your network may block it.",
};

export const relayText = {
  good: (ms: number) => good(`It answers within ${Math.max(1, Math.round(ms))} ms.`),
  none: open(
    "This server has no relay.",
    "Where no direct call is possible people cannot hear each other. The person who runs this server can set TURN_URL and TURN_SECRET.",
  ),
  withheld: open("Only people who are signed in may try it.", "Sign in, then check again."),
  notOffered: (kind: RelayKind) =>
    open(
      "This server does not offer it.",
      `The person who runs it can add a ${kind === "tls" ? "turns:" : "turn:"} address to TURN_URL.`,
    ),
  silent: (kind: RelayKind) =>
    bad(
      "It does not answer.",
      `${RELAY_SILENT[kind]} If it fails everywhere, the person who runs the server has to open ${RELAY_PORTS[kind]}.`,
    ),
  refuses: bad(
    "It does not know the accounts of this server (401).",
    "The person who runs it has to make TURN_SECRET and the relay’s static-auth-secret the same, and check both clocks.",
  ),
  full: (code: number) =>
    bad(
      `It has no place left (${code}).`,
      "Leave your calls and check again. The person who runs it can raise user-quota or total-quota.",
    ),
  other: (code: number) =>
    bad(`It refused (${code}).`, "The log of the relay says why; its operator can read it."),
};

export const unaskedText = open("The server has to answer first.");

export const microphoneCheckText = {
  idle: open("It opens when you press the button, and is sent to nobody."),
  start: "Check microphone",
  stop: "Stop",
  opening: "Answer your browser’s question.",
  listening: open("Say something."),
  heard: good("We can hear you."),
  silent: bad("We don’t hear anything.", "Check its switch, or choose another one in your system."),
  level: "Microphone level",
};

export const speakerCheckText = {
  idle: open("Play a short sound, and say whether you heard it."),
  play: "Play a sound",
  asked: open("Did you hear two notes?"),
  yes: "Yes",
  no: "No",
  good: good("You heard it."),
  bad: bad(
    "You heard nothing.",
    "Turn up the volume, look whether this tab is muted, and choose another output in your system.",
  ),
};
