"""Rooms as written down: made, listed, found and entered."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from gethory.auth.schemas import PictureUrls, PublicUser, public_words
from gethory.errors import ProfileIncomplete
from gethory.kit.clock import Now, now
from gethory.kit.ids import new_id
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.models import Id, Room, User
from gethory.rooms.access import Standing, rooms_of, standing
from gethory.rooms.listing import PAGE_MAX, Inside, LiveRoomIds, lobby_page, seen_by
from gethory.rooms.people import public_of
from gethory.rooms.schemas import CreateRoomBody, RoomNow, RoomSummary, RoomWords
from gethory.store.base import Store

_log = structlog.get_logger()

FACES = 4
"""How many of the people inside a room carries with it."""


class RoomService:
    """The rules of rooms; who is inside now it only asks."""

    def __init__(
        self,
        *,
        store: Store,
        limiter: Limiter,
        pictures: PictureUrls,
        inside: Inside,
        live_room_ids: LiveRoomIds,
        room_max_people: int,
        clock: Now = now,
    ) -> None:
        self._store = store
        self._limiter = limiter
        self._pictures = pictures
        self._inside = inside
        self._live_room_ids = live_room_ids
        self._room_max = room_max_people
        self._now = clock

    async def create(self, user: User, body: CreateRoomBody) -> Room:
        """A new room of the user. Raises ProfileIncomplete."""
        _require_profile(user)
        await self._limiter.take(Limit.CREATE_ROOM, user.id)
        at = self._now()
        room = Room(
            id=new_id(),
            topic=body.topic,
            room_type=body.room_type,
            owner_id=user.id,
            speaker_ids=(user.id,),
            created_at=at,
            updated_at=at,
        )
        await self._store.add_room(room)
        _log.info("room_created", room=room.id, owner=user.id, type=room.room_type)
        return room

    async def get(self, user: User, room_id: str) -> Room:
        """The room. Malformed, unknown and forbidden ids are one answer: RoomNotFound."""
        return (await standing(self._store, user.id, room_id)).room

    async def enter(self, user: User, room_id: str) -> Standing:
        """The room, if the user may be in it. Raises RoomNotFound and ProfileIncomplete."""
        _require_profile(user)
        return await standing(self._store, user.id, room_id)

    async def listing(
        self, user: User, search: str = "", limit: int | None = None, cursor: str | None = None
    ) -> tuple[list[RoomSummary], str | None]:
        """Public rooms and the group rooms the user belongs to, fullest first, and where to go on.

        Raises InputInvalid for a cursor that is not of this list.
        """
        page = await lobby_page(
            self._store,
            {room_id: len(self._inside(room_id)) for room_id in self._live_room_ids()},
            user_id=user.id,
            search=search,
            limit=limit or PAGE_MAX,
            cursor=cursor,
        )
        return await self._summaries(page.rooms), page.next_cursor

    async def mine(self, user: User) -> list[RoomSummary]:
        """The rooms that the user owns or belongs to, private ones too, fullest first."""
        rooms = await rooms_of(self._store, user.id)
        return await self._summaries(
            sorted(rooms, key=lambda room: len(self._inside(room.id)), reverse=True)
        )

    async def seen(self, user_id: Id, room_ids: Iterable[str]) -> tuple[Id, ...]:
        """Those of the rooms that `listing` or `mine` would show the user, each once."""
        return await seen_by(self._store, user_id, room_ids)

    def now(self, room_id: Id) -> RoomNow:
        """Who is inside at this moment; whether there is such a room is not asked."""
        inside = self._inside(room_id)
        return RoomNow(
            id=room_id,
            count=len(inside),
            full=len(inside) >= self._room_max,
            people=[public_words(user, self._pictures) for user in inside[:FACES]],
        )

    async def words(self, room: Room) -> RoomWords:
        """The room as it goes over the wire."""
        users = await self._store.users_by_ids((room.owner_id, *room.speaker_ids))
        now = self.now(room.id)
        return RoomWords(
            id=room.id,
            topic=room.topic,
            room_type=room.room_type,
            user_id=self._public(room.owner_id, users),
            speakers=[self._public(user_id, users) for user_id in room.speaker_ids],
            count=now.count,
            created_at=room.created_at,
            updated_at=room.updated_at,
            full=now.full,
            people=now.people,
        )

    async def _summaries(self, rooms: Iterable[Room]) -> list[RoomSummary]:
        rooms = tuple(rooms)
        wanted = {user_id for room in rooms for user_id in _authors(room)}
        users = await self._store.users_by_ids(tuple(wanted))
        return [self._summary(room, users) for room in rooms]

    def _summary(self, room: Room, users: dict[Id, User]) -> RoomSummary:
        now = self.now(room.id)
        return RoomSummary(
            id=room.id,
            topic=room.topic,
            room_type=room.room_type,
            authors=[self._public(user_id, users) for user_id in _authors(room)],
            count=now.count,
            created_at=room.created_at,
            full=now.full,
            people=now.people,
        )

    def _public(self, user_id: Id, users: dict[Id, User]) -> PublicUser:
        return public_of(user_id, users, self._pictures)


def _authors(room: Room) -> tuple[Id, ...]:
    return room.speaker_ids or (room.owner_id,)


def _require_profile(user: User) -> None:
    if not user.profile_completed:
        raise ProfileIncomplete()
