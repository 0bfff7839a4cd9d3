/** Every way a microphone fails, in words: what happened, and who can do what about it. */
import type { Problems } from "../microphone";

/** Every way a microphone fails: what happened, and who can do what about it. */
export const problems: Problems = {
  dismissed: {
    title: "Microphone not allowed yet",
    hint: "You closed the question. Nothing is wrong: ask again whenever you like.",
    retry: "Ask again",
  },
  denied: {
    title: "Microphone is blocked",
    hint: "Allow the microphone in the settings of this site, then come back here.",
    retry: "I’ve allowed it",
  },
  system_denied: {
    title: "Your system blocks the microphone",
    hint: "Open your system’s privacy settings, then Microphone, and switch this browser on.",
    retry: "Try again",
  },
  missing: {
    title: "No microphone found",
    hint: "Plug one in: we notice it. Or try again.",
    retry: "Try again",
  },
  busy: {
    title: "Microphone is busy",
    hint: "Another app or tab is using it. Close that one, then try again.",
    retry: "Try again",
  },
  silent: {
    title: "We don’t hear anything",
    hint: "Your microphone is on and gives no sound. Look for a switch on it, or choose another one.",
  },
  paused: {
    title: "Your device holds the microphone back",
    hint: "A phone call, perhaps, or a privacy switch. It goes on by itself when that ends.",
  },
  unplugged: {
    title: "Microphone disconnected",
    hint: "You were muted. Plug it in again or use another one.",
    retry: "Use another microphone",
  },
  insecure: {
    title: "This address is not secure",
    hint: "Browsers give microphones only to https or localhost. The person who runs this server can set up TLS.",
    forAdmin:
      "Gethory is open on an address without TLS, where browsers give no microphone. It needs https (or localhost): put a certificate on the server or its proxy.",
  },
  policy: {
    title: "The server forbids microphones",
    hint: "A Permissions-Policy header is in the way, often a proxy’s default. The person who runs this server can change it.",
    forAdmin:
      "The page of Gethory arrives with a Permissions-Policy header that forbids microphones. It has to allow them: Permissions-Policy: microphone=(self).",
  },
  unsupported: {
    title: "Your browser can’t make calls here",
    hint: "A current Firefox, Chrome, Edge or Safari can.",
  },
};

/** Where each browser hides it. */
export const whereToAllow = {
  ios: "Press the page menu beside the address, then Website Settings, and allow the microphone.",
  firefox:
    "Press the crossed-out microphone beside the address, and remove the block. Then come back here.",
  chromium: "Press the sign left of the address and switch the microphone on. We notice it.",
  safari:
    "In Safari’s menu choose Settings for this Website, and allow the microphone. Then come back here.",
};

export const whereInSystem = {
  ios: "Settings → Privacy & Security → Microphone: switch your browser on.",
  android: "Settings → Apps → your browser → Permissions → Microphone: allow it.",
  mac: "System Settings → Privacy & Security → Microphone: switch your browser on.",
  windows: "Settings → Privacy & security → Microphone: let desktop apps use it.",
};

export const forAdminText = {
  copy: "Copy for the admin",
  copied: "Copied",
  aloud: "Copied. Send it to the person who runs this server.",
};
