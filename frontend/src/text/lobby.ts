/** The words of the list of rooms and of starting one. */
import type { RoomType } from "../wire";

const count = new Intl.NumberFormat("en");

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
  newRooms: (rooms: number) => (rooms === 1 ? "1 new room" : `${count.format(rooms)} new rooms`),
  full: "Full",
  nobodyHere: "Nobody here yet",
  somebody: "somebody",
  found: (rooms: number) => (rooms === 1 ? "1 room found" : `${count.format(rooms)} rooms found`),
  nothingMatches: (search: string) => `Nothing matches “${search}”`,
  nothingHint: "Try fewer or other words. The search looks in the topics.",
  here: (people: number) => `${count.format(people)} here`,
  startedBy: (name: string) => `Started by ${name}`,
  more: (people: number) => `+${count.format(people)}`,
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

/** "6 rooms, 43 people inside". */
export function roomsAndPeople(rooms: number, people: number): string {
  const open = rooms === 1 ? "1 room" : `${count.format(rooms)} rooms`;
  if (people === 0) return `${open}, nobody inside`;
  return `${open}, ${people === 1 ? "1 person" : `${count.format(people)} people`} inside`;
}

/** "Dana Scott", "Dana, Eli", "Dana, Eli and others": as many names as a card has room for. */
export function whoIsInside(names: readonly string[], total: number): string {
  if (total === 1) return names[0] ?? "";
  const shown = names.slice(0, total > 3 ? 2 : 3).map((name) => name.split(/\s/u)[0] ?? name);
  return total > shown.length ? `${shown.join(", ")} and others` : shown.join(", ");
}

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
