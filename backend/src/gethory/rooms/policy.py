"""Who may do what with a room: pure."""

from __future__ import annotations

from enum import Enum, auto

from gethory.models import Id, Room, RoomType


class Action(Enum):
    LIST = auto()
    """Find the room in the lobby."""
    ENTER = auto()
    """Read of it and be in it. To who may not, the room does not exist."""


def may(user_id: Id, action: Action, room: Room) -> bool:
    """Whether the user may. Private rooms are never in the lobby, not even for their owner."""
    if room.room_type is RoomType.PUBLIC:
        return True
    if action is Action.LIST and room.room_type is RoomType.PRIVATE:
        return False
    return room.owner_id == user_id
