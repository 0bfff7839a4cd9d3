/** The words of entering a room, being in it and being out of it again. */
import type { EndReason } from "../../voice/types";
import type { RoomType } from "../../wire";
import type { Outside } from "../room";
import { listOf } from "./grammar";

export const kindSentence: Record<RoomType, string> = {
  public: "Public, open to everyone here",
  private: "Private, not listed",
  group: "Group, for its members",
};

export const enterText = {
  back: "Rooms",
  startedBy: (name: string, ago: string) => `Started by ${name}, ${ago}`,
  loading: "Looking into the room",
  yourSeat: "Your seat",
  check: "Before you join",
  primer: "You come in muted",
  primerHint: "Gethory needs your microphone only when you speak.",
  allow: "Check microphone",
  opening: "Your browser asks for the microphone",
  openingHint: "Answer the question near the address bar.",
  heard: "We can hear you",
  say: "Say something",
  hint: "You come in muted.",
  silent: "We don’t hear anything",
  silentHint: "Check the switch on your microphone, or choose another one.",
  level: "Microphone level",
  full: "This room is full right now. Somebody has to leave first.",
  join: "Join",
  joining: "Joining…",
  joiningSlowly: "Taking longer than usual…",
  waiting: "Waiting for your answer…",
  more: (people: number) => `+${people}`,
  moreAloud: (people: number) => (people === 1 ? "and 1 more" : `and ${people} more`),
  listen: "Join as listener",
  skip: "Skip this next time",
  otherTab: "You are in this room in another tab. Joining here moves you to this one.",
  inside: (people: number) =>
    people === 0
      ? "Nobody is inside yet"
      : people === 1
        ? "1 person is inside"
        : `${people} people are inside`,
};

export const roomText = {
  back: "Back to rooms, keep listening",
  /** The title of the browser's tab says whether one is heard. */
  tab: (topic: string, muted: boolean) => `${muted ? "🔇" : "●"} ${topic}`,
  here: (people: number) => `${people} here`,
  elapsed: "Time in this room",
  stage: "People in this room",
  controls: "Call controls",
  people: "People",
  closePeople: "Close people",
  peopleCount: (people: number) => `People, ${people}`,
  moreAbout: (name: string) => `More about ${name}`,
  copyLink: "Copy link",
  copied: "Copied",
  copyFailed: "Copy this address from the address bar.",
  leave: "Leave",
  you: "You",
  owner: "Host",
  somebody: "Somebody",
  youSuffix: (name: string) => `${name} (you)`,
  alone: "You’re the only one here.",
  aloneHint: {
    address: "Send the link to somebody who has an account here.",
    invite: "Invite somebody with a link.",
  },
  volume: (name: string) => `Volume of ${name}, for you`,
  volumeShort: "Volume for you",
  hear: "Tap to hear the room",
  hearHint: "Your browser waits for a tap before it plays sound.",
  reconnecting: { title: "Reconnecting…", hint: "You can go on talking meanwhile." },
  restarting: { title: "The server restarts…", hint: "You can go on talking meanwhile." },
  offline: { title: "You are offline", hint: "The room comes back by itself with your network." },
  unheard: { title: "Connection lost", hint: "Nobody can hear you right now. Reconnecting…" },
  restored: "You’re back",
};

export const statusWord = {
  connecting: "Connecting",
  apart: "No connection",
  reconnecting: "Reconnecting",
  speaking: "Speaking",
  muted: "Muted",
  no_microphone: "No microphone",
  hushed: "Muted for you",
  poor: "Poor connection",
  on: "Microphone on",
};

export const microphoneText = {
  mute: "Mute",
  unmute: "Unmute",
  isOn: "Microphone is on",
  isMuted: "You are muted",
  holding: "Release to stop",
  listening: "You are listening",
  opening: "Answer your browser’s question",
  unheard: "Nobody can hear you",
  keyMute: "Mute (M)",
  keyUnmute: "Unmute (M, or hold Space)",
};

export const endedText: Record<EndReason, Outside> = {
  left: {
    title: "You left",
    hint: "The room stays open; come back whenever you like.",
    again: "Rejoin",
  },
  kicked: { title: "You were removed", hint: "Somebody who looks after this room took you out." },
  banned: { title: "You were removed", hint: "You can’t come back into this room." },
  room_ended: { title: "This room has ended", hint: "It was closed for everyone." },
  replaced: {
    title: "You are in this room in another tab",
    hint: "Sound comes from one place at a time.",
    again: "Use here",
  },
  session_ended: {
    title: "You were signed out",
    hint: "Your session ended elsewhere. Sign in to come back to this room.",
    again: "Sign in",
  },
};

export const outsideText = {
  toRooms: "Back to rooms",
  notFound: {
    title: "There is no such room",
    hint: "The address may be wrong, the room may be gone, or it is not open to you. Invite links run out: if one brought you here, ask for a new one.",
  },
  full: {
    title: "This room is full",
    hint: "Somebody has to leave before the next one comes in.",
    again: "Try again",
  },
  locked: {
    title: "This room is locked",
    hint: "Nobody can come in right now.",
    again: "Try again",
  },
  unreachable: {
    title: "The server can’t be reached",
    hint: "Your network may be down, or the server is restarting.",
    again: "Try again",
  },
  unsupported: {
    title: "Your browser can’t make calls here",
    hint: "A current Firefox, Chrome, Edge or Safari can.",
  },
  failed: { title: "That did not work", hint: "", again: "Try again" },
} satisfies Record<string, string | Outside>;

/** What a screen reader is told while people come and go. */
export const announceText = {
  joined: (topic: string, people: number, muted: boolean) =>
    `You joined ${topic}. ${muted ? "You are muted" : "Your microphone is on"}. ${
      people === 1 ? "You are the only one here" : `${people} people here`
    }.`,
  muted: "Muted",
  unmuted: "Unmuted",
  lost: "Connection lost, reconnecting",
  restored: "You’re back",
  copied: "Link copied",
  came: (names: readonly string[]) => `${listOf(names)} joined`,
  went: (names: readonly string[]) => `${listOf(names)} left`,
};
