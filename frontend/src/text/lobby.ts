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
  offline: "You are offline. The list is from the last time it came.",
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
