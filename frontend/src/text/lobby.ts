/** The words of the list of rooms and of starting one. */
import { textOf } from "./words";

export const kindWord = textOf("first", "kindWord");
export const lobbyText = textOf("first", "lobbyText");
export const filterText = textOf("first", "filterText");
export const inviteCardText = textOf("first", "inviteCardText");
export const createText = textOf("first", "createText");

/** "6 rooms, 43 people inside". */
export function roomsAndPeople(rooms: number, people: number): string {
  return lobbyText.roomsAndPeople(rooms, people);
}

/** "Dana Scott", "Dana, Eli", "Dana, Eli and others": as many names as a card has room for. */
export function whoIsInside(names: readonly string[], total: number): string {
  if (total === 1) return names[0] ?? "";
  const shown = names.slice(0, total > 3 ? 2 : 3).map((name) => name.split(/\s/u)[0] ?? name);
  return total > shown.length ? lobbyText.andOthers(shown) : lobbyText.together(shown);
}
