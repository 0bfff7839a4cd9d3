"""Rooms, as written down, in SQLite."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, tuple_

from gethory.models import Id, Room, RoomType
from gethory.store.base import RoomPage
from gethory.store.keys import cursor_after, place_of, topic_key
from gethory.store.sqlite.part import Part, among
from gethory.store.sqlite.rows import room_of, room_values
from gethory.store.sqlite.tables import Moment, Words, rooms

_MOST = 500
_NEWEST_FIRST = (rooms.c.created_at.desc(), rooms.c.id.desc())

_ADD = insert(rooms)
_BY_ID = select(rooms).where(rooms.c.id == bindparam("room_id"))
_BY_IDS = select(rooms).where(among(rooms.c.id, "ids"))
_OWNED = (
    select(rooms)
    .where(rooms.c.owner_id == bindparam("owner"))
    .order_by(*_NEWEST_FIRST)
    .limit(_MOST)
)
_PUBLIC = (
    select(rooms)
    .where(rooms.c.room_type == RoomType.PUBLIC)
    .order_by(*_NEWEST_FIRST)
    .limit(bindparam("most"))
)
_MATCHES = func.instr(rooms.c.topic_key, bindparam("search", type_=Words)) > 0
_BEHIND = tuple_(rooms.c.created_at, rooms.c.id) < tuple_(
    bindparam("before", type_=Moment), bindparam("before_id", type_=Words)
)


class Rooms(Part):
    """The methods about rooms."""

    async def add_room(self, room: Room) -> None:
        await self._database.write(_ADD, room_values(room))

    async def room_by_id(self, room_id: Id) -> Room | None:
        found = await self._database.read(_BY_ID, {"room_id": room_id})
        return room_of(found[0]) if found else None

    async def rooms_by_ids(self, room_ids: tuple[Id, ...]) -> dict[Id, Room]:
        found = await self._database.read(_BY_IDS, {"ids": room_ids})
        return {row.id: room_of(row) for row in found}

    async def public_rooms(
        self, *, search: str = "", limit: int = _MOST, cursor: str | None = None
    ) -> RoomPage:
        limit = min(max(limit, 1), _MOST)
        statement, values = _page(search, cursor)
        found = await self._database.read(statement, values | {"most": limit + 1})
        page = tuple(room_of(row) for row in found[:limit])
        more = len(found) > limit
        return RoomPage(page, cursor_after(page[-1].created_at, page[-1].id) if more else None)

    async def rooms_owned_by(self, user_id: Id) -> tuple[Room, ...]:
        found = await self._database.read(_OWNED, {"owner": user_id})
        return tuple(room_of(row) for row in found)


def _page(search: str, cursor: str | None) -> tuple[Select[Any], dict[str, Any]]:
    statement, values = _PUBLIC, dict[str, Any]()
    if part := topic_key(search):
        statement, values = statement.where(_MATCHES), values | {"search": part}
    if cursor is not None:
        before, before_id = place_of(cursor)
        statement = statement.where(_BEHIND)
        values |= {"before": before, "before_id": before_id}
    return statement, values
