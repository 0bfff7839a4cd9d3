/** Who is inside a room one has not entered yet, and the seat that is free. */
import { clsx } from "clsx";

import { enterText } from "../../text/room";
import { Chair } from "../../ui/Chair";
import { cssVars } from "../../ui/cssVars";
import { Face } from "../../ui/Face";
import type { PublicUser } from "../../wire";
import { nameOf } from "./roster";

const ROW =
  "mt-4 grid grid-cols-5 gap-x-2 gap-y-4 " +
  "md:grid-cols-[repeat(auto-fill,6.5rem)] lg:grid-cols-[repeat(4,6.5rem)] lg:gap-x-4 lg:gap-y-6";
const SEAT =
  "grid min-w-0 content-start gap-2.5 text-small font-medium [--seat:48px] md:[--seat:72px] lg:gap-3 lg:[--seat:80px]";

/** On a phone everybody stands in one row, and what one does next stays in sight. */
const PHONE_ROW = 5;

export interface InsideListProps {
  /** The first few. */
  people: readonly PublicUser[];
  count: number;
}

export function InsideList({ people, count }: InsideListProps) {
  const more = count - people.length;
  const free = people.length + Math.min(more, 1) < PHONE_ROW;
  return (
    <>
      <h2 className="num mt-8 text-h3">{enterText.inside(count)}</h2>
      <ul className={ROW}>
        {people.map((user) => (
          <li key={user._id} className={SEAT}>
            <Face id={user._id} name={user.name} avatar={user.avatar} size="var(--seat)" />
            <span className="line-clamp-2 wrap-anywhere">
              <bdi>{nameOf(user)}</bdi>
            </span>
          </li>
        ))}
        {more > 0 && (
          <li className={SEAT}>
            <span className="num grid size-(--seat) place-items-center rounded-full bg-surface-3 text-h3 max-lg:text-ui">
              {enterText.more(more)}
            </span>
            <span className="aloud">{enterText.moreAloud(more)}</span>
          </li>
        )}
        <li className={clsx(SEAT, !free && "max-md:hidden")}>
          <Chair style={cssVars({ "--a": "var(--seat)" })} />
          <span className="text-muted">{enterText.yourSeat}</span>
        </li>
      </ul>
    </>
  );
}
