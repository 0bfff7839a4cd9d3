/** How Arabic counts and joins: six forms of a word, by its number. */
import { grammarOf } from "../grammar";

export const { count, everyOf, plural } = grammarOf("ar");

/** "Ada", "Ada and Bob", "Ada and 3 others". */
export function listOf(names: readonly string[]): string {
  const others = names.length - 1;
  if (others < 2) return everyOf(names);
  const more = plural(others, {
    two: "شخصان آخران",
    few: `${count(others)} آخرون`,
    other: `${count(others)} آخرًا`,
  });
  return `${names[0]} و${more}`;
}

/** "1 person", "2 people": how many somebodies. */
export function peopleOf(people: number): string {
  return plural(people, {
    zero: "لا أحد",
    one: "شخص واحد",
    two: "شخصان",
    few: `${count(people)} أشخاص`,
    many: `${count(people)} شخصًا`,
    other: `${count(people)} شخص`,
  });
}

export function roomsOf(rooms: number): string {
  return plural(rooms, {
    zero: "لا غرف",
    one: "غرفة واحدة",
    two: "غرفتان",
    few: `${count(rooms)} غرف`,
    many: `${count(rooms)} غرفة`,
    other: `${count(rooms)} غرفة`,
  });
}
