/** The words for microphones, loudspeakers and what happens to them. */

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

/** A device that has no name. */
export const yourDevice = { microphone: "Your microphone", speaker: "Your loudspeaker" };

/** What happened to a device, and what that means now. */
export const deviceNews = {
  came: {
    microphone: (name: string) => `${name} is connected.`,
    speaker: (name: string) => `${name} is connected.`,
  },
  gone: {
    microphone: (name: string) =>
      `${name} is gone. You are muted, and use your system’s default now.`,
    speaker: (name: string) => `${name} is gone. You hear the room on your system’s default now.`,
  },
  refused: {
    microphone: (name: string) => `${name} can’t be used right now. You keep the one you had.`,
    speaker: (name: string) => `${name} can’t be used right now. You keep the one you had.`,
  },
};
