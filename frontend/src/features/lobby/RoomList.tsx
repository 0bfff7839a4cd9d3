/** The cards of the lobby, and what stands there while there are none. */
import { clsx } from "clsx";

import { paths } from "../../paths";
import { kindWord, lobbyText, whoIsInside } from "../../text/lobby";
import { shortAge } from "../../text/time";
import { Button, ButtonLink } from "../../ui/Button";
import { Huddle } from "../../ui/Huddle";
import { RoomCard } from "../../ui/RoomCard";
import { Skeleton } from "../../ui/Skeleton";
import { useLasting } from "../../ui/useLasting";
import { useNow } from "../../ui/useNow";
import type { PublicUser, RoomSummary } from "../../wire";
import { useHeldOrder } from "./useHeldOrder";
import type { Rooms } from "./useRooms";

const GRID = "grid gap-3 lg:grid-cols-2 lg:gap-4";
/** Faces on one card. */
const FACES = 4;
const MINUTE_MS = 60_000;

export interface RoomListProps extends Rooms {
  search: string;
  /** The list may be old: shown, but stepping back. */
  dimmed: boolean;
  onClear: () => void;
}

export function RoomList({ rooms, error, stale, search, dimmed, onClear }: RoomListProps) {
  const held = useHeldOrder(rooms ?? []);
  const now = useNow(MINUTE_MS);
  if (rooms === undefined) return error === undefined ? <Loading /> : null;
  if (rooms.length === 0) return <Nothing search={search} onClear={onClear} />;
  return (
    <ul
      {...held.hold}
      className={clsx(GRID, "transition-opacity duration-200", (dimmed || stale) && "opacity-60")}
    >
      {held.rooms.map((room) => (
        <li key={room._id}>
          <Card room={room} now={now} />
        </li>
      ))}
    </ul>
  );
}

function Card({ room, now }: { room: RoomSummary; now: number }) {
  const shown = room.people.slice(0, FACES);
  const hidden = room.count - shown.length;
  const starter = room.authors[0]?.name;
  return (
    <RoomCard
      to={paths.room(room._id)}
      topic={room.topic}
      kind={room.roomType}
      kindText={kindWord[room.roomType]}
      stateText={room.full ? lobbyText.full : undefined}
      people={shown.map(faceOf)}
      moreText={hidden > 0 && shown.length > 0 ? lobbyText.more(hidden) : undefined}
      whoText={
        shown.length > 0
          ? whoIsInside(shown.map(nameOf), room.count)
          : lobbyText.startedBy(starter ?? lobbyText.somebody)
      }
      countText={room.count === 0 ? lobbyText.nobodyHere : lobbyText.here(room.count)}
      ageText={shortAge(room.createdAt, now)}
      lit={room.count > 0}
    />
  );
}

const nameOf = (user: PublicUser) => user.name ?? lobbyText.somebody;
const faceOf = (user: PublicUser) => ({ id: user._id, name: user.name, avatar: user.avatar });

function Loading() {
  const slow = useLasting(true, 500);
  return (
    <div>
      <output className="aloud">{slow && lobbyText.loading}</output>
      <div className={GRID} aria-hidden="true">
        {[0, 1, 2, 3, 4, 5].map((card) => (
          <div
            key={card}
            className="flex min-h-[131px] animate-pulse items-center gap-4 rounded-card bg-surface-1 p-4 shadow-e1 lg:min-h-41 lg:gap-6 lg:p-5"
          >
            <Skeleton className="mx-4 size-20 rounded-full lg:mx-6 lg:size-28" />
            <div className="grid flex-1 gap-3">
              <Skeleton className="h-3 w-16" />
              <Skeleton className="h-5 w-4/5" />
              <Skeleton className="h-3 w-2/5" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

function Nothing({ search, onClear }: { search: string; onClear: () => void }) {
  const searched = search !== "";
  return (
    <div className="flex flex-wrap items-center gap-6 rounded-card bg-surface-1 p-6 shadow-e1 lg:gap-8 lg:p-8">
      {!searched && <Huddle people={[]} />}
      <div className="min-w-60 flex-1">
        <h2 className="text-h2">
          {searched ? lobbyText.nothingMatches(search) : lobbyText.emptyTitle}
        </h2>
        <p className="mt-1 max-w-[46ch] text-pretty text-muted">
          {searched ? lobbyText.nothingHint : lobbyText.emptyHint}
        </p>
        {searched ? (
          <Button className="mt-5" onPress={onClear}>
            {lobbyText.clear}
          </Button>
        ) : (
          <ButtonLink to={paths.newRoom} className="mt-5">
            {lobbyText.start}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
