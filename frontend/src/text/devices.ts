/** The words for microphones, loudspeakers and what happens to them. */
import type { DeviceNews } from "../voice/types";

export const deviceText = {
  menu: "Microphone and loudspeaker",
  microphone: "Microphone",
  speaker: "Loudspeaker",
  systemDefault: "System default",
  elsewhere: "Choose the loudspeaker in your system’s settings.",
  talkWith: "Talk with",
  test: "Play test sound",
  testing: "You should hear three notes",
  settings: "Audio settings",
  use: "Use it",
  dismiss: "Dismiss",
  notices: "Notifications",
};

export const talkWord = { voice: "Voice", hold: "Hold Space" };

/** What happened to a device, and what that means now. */
export function newsText({ kind, what, device }: DeviceNews): string {
  const name = device.label === "" ? WORDS[kind] : device.label;
  return SENTENCES[what][kind](name);
}

const WORDS = { microphone: "Your microphone", speaker: "Your loudspeaker" };

type Say = (name: string) => string;

const SENTENCES: Record<DeviceNews["what"], Record<DeviceNews["kind"], Say>> = {
  came: {
    microphone: (name) => `${name} is connected.`,
    speaker: (name) => `${name} is connected.`,
  },
  gone: {
    microphone: (name) => `${name} is gone. You are muted, and use your system’s default now.`,
    speaker: (name) => `${name} is gone. You hear the room on your system’s default now.`,
  },
  refused: {
    microphone: (name) => `${name} can’t be used right now. You keep the one you had.`,
    speaker: (name) => `${name} can’t be used right now. You keep the one you had.`,
  },
};
