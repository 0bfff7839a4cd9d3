/** A room in the lobby: one link, with who is inside before any number. */
import { clsx } from "clsx";
import { Link } from "react-router";

import { Dot } from "./Dot";
import { Huddle, type HuddlePerson } from "./Huddle";
import { type Kind, KindMark } from "./KindMark";

export interface RoomCardProps {
  to: string;
  topic: string;
  kind: Kind;
  kindText: string;
  /** "Full", "Locked": stands beside the kind. */
  stateText?: string | undefined;
  people: readonly HuddlePerson[];
  moreText?: string | undefined;
  whoText: string;
  countText: string;
  ageText: string;
  /** Somebody is inside: the window is lit. */
  lit: boolean;
}

const FRAME =
  "grid min-h-[131px] grid-cols-[auto_1fr] items-center gap-4 rounded-card p-4 shadow-e1 " +
  "transition-[translate,box-shadow] duration-200 ease-standard hover:-translate-y-0.5 hover:shadow-e2 " +
  "motion-reduce:hover:translate-y-0 lg:min-h-41 lg:gap-6 lg:p-5 lg:pe-6 forced-colors:border";

export function RoomCard(props: RoomCardProps) {
  const { to, topic, kind, kindText, stateText, people, moreText, lit } = props;
  return (
    <Link to={to} className={clsx(FRAME, lit ? "room-lit" : "bg-surface-1")}>
      <Huddle people={people} more={moreText} />
      <div className="min-w-0">
        <p className="mb-1 flex flex-wrap items-center gap-x-1.5 pe-10 text-small font-medium text-muted">
          <KindMark kind={kind} size="s" />
          {kindText}
          {stateText !== undefined && <Dot>{stateText}</Dot>}
        </p>
        <h2 className="line-clamp-2 text-h3 wrap-anywhere lg:text-h2">{topic}</h2>
        <p className="mt-1 truncate text-small text-muted">{props.whoText}</p>
        <p className="num mt-2 flex flex-wrap items-center gap-x-2 text-small text-muted">
          <span className={clsx(lit && "font-semibold text-text")}>{props.countText}</span>
          <Dot className="text-subtle">{props.ageText}</Dot>
        </p>
      </div>
    </Link>
  );
}
