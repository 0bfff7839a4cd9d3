/** The cards of the lobby. */
import { clsx } from "clsx";

import { paths } from "../../paths";
import { kindWord, lobbyText, whoIsInside } from "../../text/lobby";
import { shortAge } from "../../text/time";
import { PlusIcon } from "../../ui/icons";
import { RoomCard } from "../../ui/RoomCard";
import { useNow } from "../../ui/useNow";
import type { PublicUser, RoomSummary } from "../../wire";
import type { Shown } from "./filter";
import { InviteCard } from "./InviteCard";
import { CARD_GRID, Loading, Nothing } from "./ListPlaceholders";
import { useHeldOrder } from "./useHeldOrder";
import { useOffer } from "./useOffer";
import type { Rooms } from "./useRooms";

/** Faces on one card. */
const FACES = 4;
const MINUTE_MS = 60_000;

export interface RoomListProps extends Rooms {
  search: string;
  shown: Shown;
  /** The list may be old: shown, but stepping back. */
  dimmed: boolean;
  onClear: () => void;
  onShowAll: () => void;
}

export function RoomList(props: RoomListProps) {
  const { rooms, error, stale, search, shown, dimmed, onClear, onShowAll } = props;
  const offer = useOffer(stale ? undefined : rooms, `${shown} ${search}`);
  const held = useHeldOrder(stale ? (rooms ?? []) : offer.rooms);
  const now = useNow(MINUTE_MS);
  if (rooms === undefined) return error === undefined ? <Loading /> : null;
  if (rooms.length === 0) {
    return <Nothing search={search} shown={shown} onClear={onClear} onShowAll={onShowAll} />;
  }
  return (
    <>
      <NewRooms count={offer.more} onShow={offer.take} />
      <ul
        {...held.hold}
        className={clsx(
          CARD_GRID,
          "transition-[filter] duration-200",
          (dimmed || stale) && "grayscale",
        )}
      >
        {held.rooms.map((room) => (
          <li key={room._id} className="relative">
            <Card room={room} now={now} />
            <InviteCard room={room} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What came meanwhile is offered: nothing moves that one is about to press. */
function NewRooms({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <output className="sticky top-3 z-10 grid justify-items-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="mb-4 inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full bg-surface-3 px-5 text-ui font-semibold shadow-e2 rise-in hover:bg-surface-2 forced-colors:border"
        >
          <PlusIcon size="s" />
          {lobbyText.newRooms(count)}
        </button>
      )}
    </output>
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
