/** The words of the list of rooms and of starting one. */
import type { RoomType } from "../../wire";
import { count } from "./grammar";

export const kindWord: Record<RoomType, string> = {
  public: "Public",
  private: "Private",
  group: "Group",
};

export const lobbyText = {
  title: "Rooms",
  start: "Start a room",
  startShort: "Start room",
  search: "Search rooms",
  loading: "Loading rooms",
  emptyTitle: "No rooms yet",
  emptyHint: "Start the first one. People who sign in here will see it and can walk in.",
  clear: "Clear search",
  failedTitle: "The list of rooms did not come",
  retry: "Try again",
  offline: (since: string | null) =>
    since === null
      ? "You are offline. The rooms come with the connection."
      : `You are offline. The rooms shown are from ${since}; one can walk in when you are back.`,
  newRooms: (rooms: number) => (rooms === 1 ? "1 new room" : `${count(rooms)} new rooms`),
  full: "Full",
  nobodyHere: "Nobody here yet",
  somebody: "somebody",
  found: (rooms: number) => (rooms === 1 ? "1 room found" : `${count(rooms)} rooms found`),
  nothingMatches: (search: string) => `Nothing matches “${search}”`,
  nothingHint: "Try fewer or other words. The search looks in the topics.",
  here: (people: number) => `${count(people)} here`,
  startedBy: (name: string) => `Started by ${name}`,
  more: (people: number) => `+${count(people)}`,
  /** "6 rooms, 43 people inside". */
  roomsAndPeople: (rooms: number, people: number) => {
    const open = rooms === 1 ? "1 room" : `${count(rooms)} rooms`;
    if (people === 0) return `${open}, nobody inside`;
    return `${open}, ${people === 1 ? "1 person" : `${count(people)} people`} inside`;
  },
  /** "Dana, Eli and others". */
  andOthers: (names: readonly string[]) => `${names.join(", ")} and others`,
  together: (names: readonly string[]) => names.join(", "),
};

export const filterText = {
  label: "Which rooms",
  words: {
    all: "All",
    live: "Live now",
    public: "Public",
    private: "Private",
    group: "Group",
  },
  nothing: {
    live: "Nobody is talking right now",
    public: "No public rooms",
    private: "No private rooms",
    group: "No group rooms",
  },
  hint: {
    live: "Walk into an empty room: others see that somebody is there.",
    public: "Start one. Everyone signed in will see it and can walk in.",
    private: "Here stand the private rooms that you started or were invited to.",
    group: "Here stand the groups that you belong to.",
  },
  showAll: "Show all rooms",
};

export const inviteCardText = {
  copy: "Copy invite",
  copyInvite: (topic: string) => `Copy invite to ${topic}`,
  title: "Invite people",
  close: "Close",
  copied: "The link is copied. Paste it wherever you like.",
  means: {
    public: "Whoever opens the link and signs in can walk in.",
    private: "Whoever opens the link within 7 days and signs in becomes a member.",
    group: "Whoever opens the link within 7 days and signs in becomes a member.",
  } satisfies Record<RoomType, string>,
  code: (topic: string) => `QR code of the link to ${topic}`,
};

export const createText = {
  title: "Start a room",
  topic: "What is it about?",
  topicCount: (length: number) => `${length} / 80`,
  topicMissing: "Give it a few words, so people know what to expect.",
  topicTooLong: "80 characters at most.",
  kind: "Who can come in?",
  kindHint: {
    public: "Everyone signed in sees it and can walk in.",
    private: "Not listed. People come in by your invite.",
    group: "Listed for its members only. They join by your invite.",
  } satisfies Record<RoomType, string>,
  cancel: "Cancel",
  close: "Close",
  submit: "Start room",
  submitting: "Starting…",
};
