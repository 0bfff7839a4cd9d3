/** Faces round a table: one of them speaks. A picture only, hidden from assistive technology. */
import { Face } from "../ui/Face";

interface Guest {
  /** Chosen for its colours. */
  readonly id: string;
  readonly name: string;
  /** Place and diameter on a table 440 wide. */
  readonly at: readonly [x: number, y: number, d: number];
}

const GUESTS: readonly Guest[] = [
  { id: "dana8", name: "Dana Eden", at: [148, 128, 136] },
  { id: "eli37", name: "Eli Stone", at: [20, 60, 100] },
  { id: "hana1098", name: "Hana Sol", at: [300, 40, 108] },
  { id: "mika176", name: "Mika Dorn", at: [322, 196, 96] },
  { id: "jonas152", name: "Jonas Sand", at: [30, 236, 96] },
  { id: "vera197", name: "Vera Salt", at: [166, 327, 88] },
  { id: "noor165", name: "Noor Dane", at: [168, 14, 72] },
  { id: "omar37", name: "Omar Elm", at: [290, 343, 66] },
];

export function Gathering() {
  return (
    <div id="gathering" className="gathering" aria-hidden="true">
      {GUESTS.map(({ id, name, at: [x, y, d] }, seat) => (
        <Face
          key={id}
          id={id}
          name={name}
          speaking={seat === 0}
          style={{ "--x": x, "--y": y, "--d": d }}
        />
      ))}
    </div>
  );
}
