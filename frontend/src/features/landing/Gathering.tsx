/** Faces round a table: who is pointed at speaks. A picture only, hidden from assistive technology. */
import { useEffect, useState } from "react";

import { Face } from "../../ui/Face";
import "./landing.css";

/** Place and diameter on a table of 440 by 340. */
interface Guest {
  readonly id: string;
  readonly name: string;
  readonly at: readonly [x: number, y: number, d: number];
}

const GUESTS: readonly Guest[] = [
  { id: "e9", name: "Dana Eden", at: [148, 128, 136] },
  { id: "b2", name: "Eli Stone", at: [20, 60, 100] },
  { id: "c7", name: "Hana Sol", at: [300, 40, 108] },
  { id: "d1", name: "Mika Dorn", at: [322, 196, 96] },
  { id: "a4", name: "Jonas Sand", at: [30, 236, 96] },
  { id: "f5", name: "Vera Salt", at: [166, 327, 88] },
  { id: "a8", name: "Noor Dane", at: [168, 14, 72] },
  { id: "e3", name: "Omar Elm", at: [290, 343, 66] },
];

/** Who talks in the first seconds, and when; then the last one keeps the word. */
const OPENING = [
  { after: 1400, guest: 2 },
  { after: 2900, guest: 0 },
] as const;

export function Gathering() {
  const [speaker, setSpeaker] = useState(0);

  useEffect(() => {
    const turns = OPENING.map(({ after, guest }) => setTimeout(() => setSpeaker(guest), after));
    return () => turns.forEach(clearTimeout);
  }, []);

  return (
    <div className="gathering" aria-hidden="true">
      {GUESTS.map(({ id, name, at: [x, y, d] }, seat) => (
        <span key={id} className="contents" onPointerEnter={() => setSpeaker(seat)}>
          <Face
            id={id}
            name={name}
            speaking={seat === speaker}
            style={{ "--x": x, "--y": y, "--d": d }}
          />
        </span>
      ))}
    </div>
  );
}
