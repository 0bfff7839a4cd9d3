/** The cards of the lobby. */
import { clsx } from "clsx";

import { paths } from "../../paths";
import { kindWord, lobbyText, whoIsInside } from "../../text/lobby";
import { shortAge } from "../../text/time";
import { RoomCard } from "../../ui/RoomCard";
import { useNow } from "../../ui/useNow";
import type { PublicUser, RoomSummary } from "../../wire";
import { CARD_GRID, Loading, Nothing } from "./ListPlaceholders";
import { useHeldOrder } from "./useHeldOrder";
import type { Rooms } from "./useRooms";

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
      className={clsx(
        CARD_GRID,
        "transition-opacity duration-200",
        (dimmed || stale) && "opacity-60",
      )}
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
