"""Rooms, as written down, in MongoDB."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import DESCENDING

from gethory.models import Id, Room, RoomType
from gethory.store.base import RoomPage
from gethory.store.keys import cursor_after, place_of, topic_key
from gethory.store.mongo.database import Database, Document, Part
from gethory.store.mongo.documents import key_of, room_document, room_of

_MOST = 500
_NEWEST_FIRST = [("createdAt", DESCENDING), ("_id", DESCENDING)]


class Rooms(Part):
    """The methods about rooms."""

    async def add_room(self, room: Room) -> None:
        await self._run(lambda database: database.rooms.insert_one(room_document(room)))

    async def room_by_id(self, room_id: Id) -> Room | None:
        found = await self._database.find(self._database.rooms, key_of(room_id))
        return None if found is None else room_of(found)

    async def rooms_by_ids(self, room_ids: tuple[Id, ...]) -> dict[Id, Room]:
        found = await self._database.find_all(self._database.rooms, map(key_of, room_ids))
        return {str(document["_id"]): room_of(document) for document in found}

    async def public_rooms(
        self, *, search: str = "", limit: int = _MOST, cursor: str | None = None
    ) -> RoomPage:
        limit, which = min(max(limit, 1), _MOST), _page(search, cursor)
        found = await self._run(lambda database: newest(database, which, limit + 1))
        page = tuple(room_of(document) for document in found[:limit])
        more = len(found) > limit
        return RoomPage(page, cursor_after(page[-1].created_at, page[-1].id) if more else None)

    async def rooms_owned_by(self, user_id: Id) -> tuple[Room, ...]:
        found = await self._run(lambda database: newest(database, {"userId": key_of(user_id)}))
        return tuple(room_of(document) for document in found)


async def newest(database: Database, which: Document, most: int = _MOST) -> list[Document]:
    """The newest of these rooms, the newest first."""
    return await database.rooms.find(which).sort(_NEWEST_FIRST).limit(most).to_list()


async def newest_of(database: Database, room_keys: Iterable[Any]) -> list[Document]:
    """The newest of the rooms with these keys."""
    return await newest(database, {"_id": {"$in": list(room_keys)}})


def _page(search: str, cursor: str | None) -> Document:
    which: Document = {"roomType": RoomType.PUBLIC.value}
    if part := topic_key(search):
        which["topicKey"] = {"$regex": _literally(part)}
    if cursor is not None:
        which["$or"] = _behind(*place_of(cursor))
    return which


def _literally(part: str) -> str:
    """A pattern of exactly this text; in BSON a pattern ends at its first NUL."""
    return re.escape(part).replace("\x00", r"\x00")


def _behind(before: datetime, before_id: Id) -> list[Document]:
    return [
        {"createdAt": {"$lt": before}},
        {"createdAt": before, "_id": {"$lt": ObjectId(before_id)}},
    ]
