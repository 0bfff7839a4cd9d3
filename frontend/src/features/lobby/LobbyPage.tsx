/** The lobby: which rooms there are, who is inside, and the way to start one. */
import { lazy, Suspense, useEffect, useState } from "react";
import { useMatch } from "react-router";

import { paths } from "../../paths";
import { lobbyText, roomsAndPeople } from "../../text/lobby";
import { bringWords } from "../../text/words";
import { ButtonLink } from "../../ui/Button";
import { PlusIcon } from "../../ui/icons";
import { PageShell } from "../../ui/PageShell";
import { PageTitle } from "../../ui/PageTitle";
import { useOnline } from "../../ui/useOnline";
import { useSettled } from "../../ui/useSettled";
import type { RoomSummary } from "../../wire";
import type { Shown } from "./filter";
import { ofKind } from "./filter";
import { FilterRooms } from "./FilterRooms";
import { ListTrouble } from "./ListTrouble";
import { RoomList } from "./RoomList";
import { SearchRooms } from "./SearchRooms";
import { useRooms } from "./useRooms";

const CreateRoom = lazy(() =>
  import("./CreateRoom").then(({ CreateRoom: Form }) => ({ default: Form })),
);

/** The server is asked when the typing pauses. */
const PAUSE_MS = 300;
/** After the list has come. */
const REST_MS = 1500;

export function LobbyPage() {
  const [typed, setTyped] = useState("");
  const settled = useSettled(typed.trim(), PAUSE_MS);
  const search = typed.trim() === "" ? "" : settled;
  const [shown, setShown] = useState<Shown>("all");
  const list = useRooms(search);
  const rooms = list.rooms && ofKind(list.rooms, shown);
  const narrowed = search !== "" || shown !== "all";
  const online = useOnline();
  useFetchedNext(rooms !== undefined);
  const creating = useMatch(paths.newRoom) !== null;
  return (
    <PageShell actions={<StartLink />} mainClassName="wrap pb-10">
      <div className="grid gap-4 py-3 lg:grid-cols-[1fr_20rem] lg:items-center lg:py-4">
        <div>
          <PageTitle title={lobbyText.title} className="text-title lg:text-title-lg" />
          <p className="num mt-1 block min-h-6 text-muted">
            {rooms && (narrowed ? lobbyText.found(rooms.length) : subtitle(rooms))}
          </p>
          {/* Numbers that change all the time are read, not announced. */}
          <output className="aloud">{rooms && narrowed && lobbyText.found(rooms.length)}</output>
        </div>
        <SearchRooms value={typed} onChange={setTyped} />
      </div>
      <FilterRooms value={shown} onChange={setShown} />
      <ListTrouble error={list.error} listedAt={list.listedAt} online={online} retry={list.retry} />
      <RoomList
        {...list}
        rooms={rooms}
        search={search}
        shown={shown}
        dimmed={list.error !== undefined || !online}
        onClear={() => setTyped("")}
        onShowAll={() => setShown("all")}
      />
      {creating && (
        <Suspense>
          <CreateRoom isOpen />
        </Suspense>
      )}
    </PageShell>
  );
}

function subtitle(rooms: readonly RoomSummary[]): string {
  if (rooms.length === 0) return "";
  return roomsAndPeople(
    rooms.length,
    rooms.reduce((sum, room) => sum + room.count, 0),
  );
}

/** The dialog is there when the press comes. */
const fetchCreate = () => void import("./CreateRoom").catch(() => undefined);

/** The words of a room first: its card may be pressed next. */
const fetchNext = async () => {
  await bringWords("call");
  await import("../../ui/Dialog");
};

/** Once the list stands and nothing else is to do: the largest part of what the next press needs. */
function useFetchedNext(listed: boolean): void {
  useEffect(() => {
    if (!listed) return;
    const timer = setTimeout(() => void fetchNext().catch(() => undefined), REST_MS);
    return () => clearTimeout(timer);
  }, [listed]);
}

function StartLink() {
  return (
    <ButtonLink
      to={paths.newRoom}
      kind="primary"
      icon={<PlusIcon />}
      onPointerEnter={fetchCreate}
      onFocus={fetchCreate}
    >
      <span className="max-md:hidden">{lobbyText.start}</span>
      <span className="md:hidden">{lobbyText.startShort}</span>
    </ButtonLink>
  );
}
