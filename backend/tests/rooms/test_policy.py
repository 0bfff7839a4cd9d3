"""Who may do what with a room."""

from __future__ import annotations

import pytest

from gethory.kit.clock import now
from gethory.kit.ids import new_id
from gethory.models import Room, RoomType
from gethory.rooms.policy import Action, may

OWNER, STRANGER = new_id(), new_id()


def a_room(room_type: RoomType) -> Room:
    return Room(new_id(), "Tea", room_type, OWNER, (OWNER,), now(), now())


@pytest.mark.parametrize(
    ("room_type", "user_id", "lists", "enters"),
    [
        (RoomType.PUBLIC, STRANGER, True, True),
        (RoomType.PUBLIC, OWNER, True, True),
        (RoomType.PRIVATE, STRANGER, False, False),
        (RoomType.PRIVATE, OWNER, False, True),
        (RoomType.GROUP, STRANGER, False, False),
        (RoomType.GROUP, OWNER, True, True),
    ],
)
def test_who_finds_and_who_enters(
    room_type: RoomType, user_id: str, lists: bool, enters: bool
) -> None:
    room = a_room(room_type)
    assert may(user_id, Action.LIST, room) is lists
    assert may(user_id, Action.ENTER, room) is enters


def test_one_who_spoke_at_the_beginning_owns_nothing() -> None:
    room = Room(new_id(), "Tea", RoomType.PRIVATE, OWNER, (OWNER, STRANGER), now(), now())
    assert not may(STRANGER, Action.ENTER, room)
