/** The words for keyboard shortcuts. */

export const keysText = {
  title: "Keyboard shortcuts",
  close: "Close",
  off: "Shortcuts of a single key are switched off.",
  on: "They can be switched off in the settings.",
  settings: "Keyboard settings",
  hold: "hold",
};

export const groupText = { talk: "Talk", room: "Room", anywhere: "Anywhere" };

/** What each of them does, in the words of whoever presses it. */
export const shortcutText = {
  mute: "Mute or unmute",
  talk: "Talk while it is held",
  mute_too: "Mute or unmute, also while typing",
  deafen: "Hear nobody, or the room again",
  people: "Show or hide the people",
  invite: "Invite somebody",
  who: "Say who is speaking",
  status: "Say how you are: microphone, people, connection",
  leave: "Leave quietly",
  settings: "Settings",
  regions: "Next part of the page; with Shift, the one before",
  help: "This list",
};

/** What is written on keys. */
export const keyWord = { ctrl: "Ctrl", shift: "Shift", space: "Space" };
