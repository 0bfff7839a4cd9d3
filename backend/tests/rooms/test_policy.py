"""Who may do what with a room."""

from __future__ import annotations

from itertools import product

import pytest

from gethory.kit.clock import now
from gethory.kit.ids import new_id
from gethory.models import Member, Role, Room, RoomType
from gethory.rooms.policy import Action, may, outranks, role_in

OWNER, SOMEBODY = new_id(), new_id()
PUBLIC, PRIVATE, GROUP = RoomType.PUBLIC, RoomType.PRIVATE, RoomType.GROUP
LIST, ENTER, MANAGE = Action.LIST, Action.ENTER, Action.MANAGE
TABLE: dict[tuple[RoomType, Role | None], set[Action]] = {
    (PUBLIC, None): {LIST, ENTER},
    (PUBLIC, Role.LISTENER): {LIST, ENTER},
    (PUBLIC, Role.SPEAKER): {LIST, ENTER},
    (PUBLIC, Role.MODERATOR): {LIST, ENTER},
    (PUBLIC, Role.OWNER): {LIST, ENTER},
    (PRIVATE, None): set(),
    (PRIVATE, Role.LISTENER): {ENTER},
    (PRIVATE, Role.SPEAKER): {ENTER},
    (PRIVATE, Role.MODERATOR): {ENTER, MANAGE},
    (PRIVATE, Role.OWNER): {ENTER, MANAGE},
    (GROUP, None): set(),
    (GROUP, Role.LISTENER): {LIST, ENTER},
    (GROUP, Role.SPEAKER): {LIST, ENTER},
    (GROUP, Role.MODERATOR): {LIST, ENTER, MANAGE},
    (GROUP, Role.OWNER): {LIST, ENTER, MANAGE},
}


def a_room(room_type: RoomType) -> Room:
    return Room(new_id(), "Tea", room_type, OWNER, (OWNER,), now(), now())


def test_the_table_leaves_no_case_out() -> None:
    assert set(TABLE) == set(product(RoomType, [None, *Role]))


@pytest.mark.parametrize(("case", "allowed"), TABLE.items())
def test_who_finds_who_enters_and_who_manages(
    case: tuple[RoomType, Role | None], allowed: set[Action]
) -> None:
    room_type, role = case
    assert {action for action in Action if may(role, action, a_room(room_type))} == allowed


def test_the_owner_is_the_owner_and_a_member_what_it_was_made() -> None:
    room = a_room(GROUP)
    member = Member(room.id, SOMEBODY, Role.MODERATOR, now())
    assert role_in(OWNER, room, None) is Role.OWNER
    assert role_in(OWNER, room, Member(room.id, OWNER, Role.SPEAKER, now())) is Role.OWNER
    assert role_in(SOMEBODY, room, member) is Role.MODERATOR
    assert role_in(SOMEBODY, room, None) is None


def test_one_who_spoke_at_the_beginning_belongs_to_nothing() -> None:
    room = Room(new_id(), "Tea", PRIVATE, OWNER, (OWNER, SOMEBODY), now(), now())
    assert role_in(SOMEBODY, room, None) is None


@pytest.mark.parametrize(
    ("role", "below"),
    [
        (Role.OWNER, {None, Role.LISTENER, Role.SPEAKER, Role.MODERATOR}),
        (Role.MODERATOR, {None, Role.LISTENER, Role.SPEAKER}),
        (Role.SPEAKER, {None}),
        (Role.LISTENER, {None}),
        (None, set()),
    ],
)
def test_nobody_makes_or_removes_their_equals(role: Role | None, below: set[Role | None]) -> None:
    assert {other for other in (None, *Role) if outranks(role, other)} == below
