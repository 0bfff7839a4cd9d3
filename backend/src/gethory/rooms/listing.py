"""The lobby: rooms with people by their number, then the quiet ones, newest first, in pages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gethory.errors import InputInvalid, Issue
from gethory.kit.ids import is_id
from gethory.models import Id, Role, Room, RoomType, User
from gethory.rooms.access import rooms_of
from gethory.rooms.policy import Action, may
from gethory.store.base import Store
from gethory.store.keys import cursor_after, place_of, topic_key

PAGE_MAX = 500

Inside = Callable[[Id], tuple[User, ...]]
"""Who is in a room now."""
LiveRoomIds = Callable[[], Iterable[Id]]
"""The rooms with somebody inside."""

_CURSOR = re.compile(r"(\d{0,6})\.([A-Za-z0-9_=-]{1,64})")


@dataclass(frozen=True, slots=True)
class Page:
    rooms: tuple[Room, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Behind which room a page begins: `count` people were in it, 0 is a quiet one."""

    count: int
    created_at: datetime
    room_id: Id

    @property
    def cursor(self) -> str:
        return f"{self.count or ''}.{self.quiet_cursor}"

    @property
    def quiet_cursor(self) -> str:
        return cursor_after(self.created_at, self.room_id)


async def lobby_page(
    store: Store,
    counts: Mapping[Id, int],
    *,
    user_id: Id,
    search: str,
    limit: int,
    cursor: str | None,
) -> Page:
    """The page behind the cursor; `counts` are the people in the rooms that have some.

    People come and go between two pages: a room that fills or empties meanwhile may be seen
    twice or not at all, any other exactly once. Raises InputInvalid for a foreign cursor.
    """
    place = _place(cursor) if cursor else None
    listing = _Listing(store, counts, await rooms_of(store, user_id), search)
    live = await listing.live(place) if place is None or place.count else []
    left = limit - len(live)
    quiet = await listing.quiet(place, left + 1) if left >= 0 else []
    rooms = [*live, *quiet]
    return listing.page(rooms[:limit], more=len(rooms) > limit)


async def seen_by(store: Store, user_id: Id, room_ids: Iterable[str]) -> tuple[Id, ...]:
    """Those of the rooms that are in a list of the user's: open to everybody, or their own. A
    malformed, an unknown and a hidden one are left out alike."""
    asked = tuple(dict.fromkeys(filter(is_id, room_ids)))
    found, own = await asyncio.gather(store.rooms_by_ids(asked), rooms_of(store, user_id))
    own_ids = {room.id for room in own}
    return tuple(
        room_id
        for room_id in asked
        if room_id in own_ids or (room_id in found and may(None, Action.LIST, found[room_id]))
    )


class _Listing:
    """What one user finds by one search; `own` are the rooms that they belong to."""

    def __init__(
        self, store: Store, counts: Mapping[Id, int], own: tuple[Room, ...], search: str
    ) -> None:
        self._store = store
        self._counts = counts
        self._own = {room.id: room for room in own}
        self._search = search
        self._key = topic_key(search)

    async def live(self, place: _Place | None) -> list[Room]:
        """The rooms with people behind the place."""
        found = await self._store.rooms_by_ids(tuple(self._counts))
        rooms = [room for room in found.values() if self._finds(room)]
        behind = [room for room in rooms if place is None or self._rank(room) < _rank(place)]
        return sorted(behind, key=self._rank, reverse=True)

    async def quiet(self, place: _Place | None, wanted: int) -> list[Room]:
        """The first quiet rooms behind the place, at most `wanted`."""
        behind = place if place is not None and place.count == 0 else None
        rooms = [*await self._public(behind, wanted), *self._circles(behind)]
        return sorted(rooms, key=_age, reverse=True)[:wanted]

    async def _public(self, behind: _Place | None, wanted: int) -> list[Room]:
        rooms: list[Room] = []
        cursor = behind.quiet_cursor if behind else None
        while len(rooms) < wanted:
            page = await self._store.public_rooms(
                search=self._search, limit=min(wanted, PAGE_MAX), cursor=cursor
            )
            rooms += [room for room in page.rooms if room.id not in self._counts]
            cursor = page.next_cursor
            if cursor is None:
                break
        return rooms

    def _circles(self, behind: _Place | None) -> list[Room]:
        return [
            room
            for room in self._own.values()
            if room.room_type is not RoomType.PUBLIC
            and room.id not in self._counts
            and self._finds(room)
            and (behind is None or _age(room) < (behind.created_at, behind.room_id))
        ]

    def page(self, rooms: list[Room], *, more: bool) -> Page:
        if not more:
            return Page(tuple(rooms), None)
        last = rooms[-1]
        place = _Place(self._counts.get(last.id, 0), last.created_at, last.id)
        return Page(tuple(rooms), place.cursor)

    def _finds(self, room: Room) -> bool:
        # Whatever the role is, any will do to find a room.
        role = Role.SPEAKER if room.id in self._own else None
        return may(role, Action.LIST, room) and self._key in topic_key(room.topic)

    def _rank(self, room: Room) -> tuple[int, datetime, Id]:
        return self._counts[room.id], *_age(room)


def _age(room: Room) -> tuple[datetime, Id]:
    return room.created_at, room.id


def _rank(place: _Place) -> tuple[int, datetime, Id]:
    return place.count, place.created_at, place.room_id


def _place(cursor: str) -> _Place:
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise InputInvalid(issues=(Issue("cursor", "This is not a cursor of this list."),))
    return _Place(int(match[1] or 0), *place_of(match[2]))
