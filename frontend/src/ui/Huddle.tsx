/** Up to four faces seen together, as on the card of a room; the first one is the largest. */
import "./seats.css";
import type { CSSProperties } from "react";

import { Chair } from "./Chair";
import { cssVars } from "./cssVars";
import { Face } from "./Face";

export interface HuddlePerson {
  readonly id: string;
  readonly name: string | null;
  readonly avatar?: string | null;
}

export interface HuddleProps {
  people: readonly HuddlePerson[];
  /** "+8" for those who have no face here. */
  more?: string | undefined;
}

/** Left, top and diameter of each face, in units of the huddle, by how many there are. */
type Place = readonly [x: number, y: number, d: number];
const NOBODY: Place = [40, 22, 80];
const MORE: Place = [126, 38, 0];
const PLACES: readonly (readonly Place[])[] = [
  [[40, 20, 84]],
  [
    [14, 30, 66],
    [88, 44, 56],
  ],
  [
    [10, 26, 66],
    [82, 8, 54],
    [84, 70, 46],
  ],
  [
    [6, 24, 66],
    [76, 4, 50],
    [88, 64, 44],
    [58, 93, 30],
  ],
];

export function Huddle({ people, more }: HuddleProps) {
  const shown = people.slice(0, PLACES.length);
  const places = PLACES[shown.length - 1] ?? [];
  return (
    <div className="huddle" aria-hidden="true">
      {shown.length === 0 && <Chair style={at(NOBODY)} />}
      {shown.map((person, index) => (
        <Face
          key={person.id}
          id={person.id}
          name={person.name}
          avatar={person.avatar}
          style={at(places[index] ?? NOBODY)}
        />
      ))}
      {more !== undefined && (
        <span className="more" style={at(MORE)}>
          {more}
        </span>
      )}
    </div>
  );
}

function at([x, y, d]: Place): CSSProperties {
  return cssVars({ "--x": x, "--y": y, "--d": d });
}
