"""Who may do what with a room: pure."""

from __future__ import annotations

from enum import Enum, auto

from gethory.models import Id, Member, Role, Room, RoomType


class Action(Enum):
    LIST = auto()
    """Find the room in the lobby."""
    ENTER = auto()
    """Read of it, be in it, see who belongs to it. To who may not, it does not exist."""
    MANAGE = auto()
    """Make, see and end its invites, and remove members. An open room has neither."""


_MANAGERS = frozenset({Role.OWNER, Role.MODERATOR})
_RANK = {None: 0, Role.LISTENER: 1, Role.SPEAKER: 1, Role.MODERATOR: 2, Role.OWNER: 3}


def role_in(user_id: Id, room: Room, member: Member | None) -> Role | None:
    """What the user is in the room for good; None: nothing."""
    if user_id == room.owner_id:
        return Role.OWNER
    return member.role if member is not None else None


def may(role: Role | None, action: Action, room: Room) -> bool:
    """Whether somebody of that role in the room may.

    Private rooms are never in the lobby, not even for their owner.
    """
    if room.room_type is RoomType.PUBLIC:
        return action is not Action.MANAGE
    if action is Action.MANAGE:
        return role in _MANAGERS
    hidden = action is Action.LIST and room.room_type is RoomType.PRIVATE
    return role is not None and not hidden


def outranks(role: Role | None, other: Role | None) -> bool:
    """Whether who manages members may make somebody the other role, or remove who has it."""
    return _RANK[role] > _RANK[other]
