"""What a room is to somebody: a place with a role in it, or nothing that exists."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from gethory.errors import RoomNotFound
from gethory.kit.ids import is_id
from gethory.models import Id, Role, Room
from gethory.rooms.policy import Action, may, role_in
from gethory.store.base import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """A room that is there for somebody, and what they are in it for good."""

    room: Room
    role: Role | None


async def standing(store: Store, user_id: Id, room_id: str) -> Standing:
    """Where the user stands. Malformed, unknown and forbidden ids are one answer, after the
    same work: RoomNotFound."""
    found = await store.room_and_member(room_id, user_id) if is_id(room_id) else None
    if found is None:
        raise RoomNotFound()
    room, member = found
    role = role_in(user_id, room, member)
    if not may(role, Action.ENTER, room):
        raise RoomNotFound()
    return Standing(room, role)


async def rooms_of(store: Store, user_id: Id) -> tuple[Room, ...]:
    """The rooms that the user owns or is a member of, newest first."""
    owned, joined = await asyncio.gather(
        store.rooms_owned_by(user_id), store.rooms_of_member(user_id)
    )
    rooms = {room.id: room for room in (*owned, *joined)}
    return tuple(sorted(rooms.values(), key=lambda room: (room.created_at, room.id), reverse=True))
