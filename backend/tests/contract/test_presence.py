"""One suite for every Presence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gethory.errors import RoomFull
from gethory.kit.ids import new_id, new_peer_id
from gethory.live.presence import MemoryPresence, Peer, Presence, Seat
from gethory.models import Role, User

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 24, 6, 4, tzinfo=UTC)
ROOM, OTHER_ROOM = "a" * 24, "b" * 24


@pytest.fixture(params=[MemoryPresence])
def presence(request: pytest.FixtureRequest) -> Presence:
    made: Presence = request.param()
    return made


def somebody(name: str = "ann") -> User:
    return User(new_id(), f"{name}@example.org", "", NOW, NOW, name=name, verified=True)


def peer_of(user: User, room_id: str = ROOM, session_id: str | None = None) -> Peer:
    return Peer(
        id=new_peer_id(),
        user=user,
        session_id=session_id or new_id(),
        room_id=room_id,
        role=Role.SPEAKER,
        since=NOW,
    )


async def test_who_enters_is_inside_and_learns_of_the_others(presence: Presence) -> None:
    ann, bob = peer_of(somebody("ann")), peer_of(somebody("bob"))
    first = await presence.enter(ann, 24)
    second = await presence.enter(bob, 24)
    assert [peer.id for peer in first.others] == []
    assert [peer.id for peer in second.others] == [ann.id]
    assert [peer.id for peer in presence.peers(ROOM)] == [ann.id, bob.id]
    assert presence.people(ROOM) == (ann.user, bob.user)
    assert second.replaced is None


async def test_everybody_is_muted_and_here_at_first(presence: Presence) -> None:
    entered = await presence.enter(peer_of(somebody()), 24)
    assert (entered.peer.muted, entered.peer.seat) == (True, Seat.HERE)


async def test_peers_are_numbered_as_they_come(presence: Presence) -> None:
    entered = [await presence.enter(peer_of(somebody()), 24) for _ in range(3)]
    orders = [one.peer.order for one in entered]
    assert orders == sorted(set(orders))


async def test_a_peer_is_known_in_its_own_room_only(presence: Presence) -> None:
    ann = peer_of(somebody())
    await presence.enter(ann, 24)
    assert presence.peer(ROOM, ann.id) is not None
    assert presence.peer(OTHER_ROOM, ann.id) is None
    assert presence.peer(ROOM, ROOM) is None
    assert presence.peers(OTHER_ROOM) == ()


async def test_a_room_holds_no_more_than_it_may(presence: Presence) -> None:
    for _ in range(2):
        await presence.enter(peer_of(somebody()), 2)
    late = peer_of(somebody("late"))
    with pytest.raises(RoomFull):
        await presence.enter(late, 2)
    assert len(presence.peers(ROOM)) == 2
    assert presence.peer(ROOM, late.id) is None


async def test_a_persons_second_peer_takes_the_place_of_the_first_even_in_a_full_room(
    presence: Presence,
) -> None:
    ann = somebody("ann")
    old, new = peer_of(ann), peer_of(ann)
    await presence.enter(old, 2)
    await presence.enter(peer_of(somebody("bob")), 2)
    entered = await presence.enter(new, 2)
    assert entered.replaced is not None
    assert entered.replaced.id == old.id
    assert [peer.id for peer in presence.peers(ROOM)][-1] == new.id
    assert presence.peer(ROOM, old.id) is None
    assert old.id not in {peer.id for peer in entered.others}


async def test_a_person_may_be_in_two_rooms(presence: Presence) -> None:
    ann = somebody()
    await presence.enter(peer_of(ann), 24)
    entered = await presence.enter(peer_of(ann, OTHER_ROOM), 24)
    assert entered.replaced is None
    assert set(presence.live_room_ids()) == {ROOM, OTHER_ROOM}


async def test_a_change_is_kept_with_the_place_in_the_order(presence: Presence) -> None:
    ann, bob = peer_of(somebody("ann")), peer_of(somebody("bob"))
    order = (await presence.enter(ann, 24)).peer.order
    await presence.enter(bob, 24)
    changed = presence.change(replace(ann, muted=False, seat=Seat.AWAY))
    assert changed == presence.peer(ROOM, ann.id)
    assert changed is not None
    assert (changed.muted, changed.seat, changed.order) == (False, Seat.AWAY, order)
    assert [peer.id for peer in presence.peers(ROOM)] == [ann.id, bob.id]


async def test_a_change_of_who_has_left_brings_nobody_back(presence: Presence) -> None:
    ann = peer_of(somebody())
    await presence.enter(ann, 24)
    presence.leave(ROOM, ann.id)
    assert presence.change(replace(ann, muted=False)) is None
    assert presence.peers(ROOM) == ()


async def test_leaving_names_the_peer_once(presence: Presence) -> None:
    ann = peer_of(somebody())
    await presence.enter(ann, 24)
    left = presence.leave(ROOM, ann.id)
    assert left is not None
    assert left.id == ann.id
    assert presence.leave(ROOM, ann.id) is None


async def test_a_room_without_people_is_not_live(presence: Presence) -> None:
    ann = peer_of(somebody())
    assert presence.live_room_ids() == ()
    await presence.enter(ann, 24)
    assert presence.live_room_ids() == (ROOM,)
    presence.leave(ROOM, ann.id)
    assert presence.live_room_ids() == ()


async def test_who_follows_hears_of_every_room_whose_people_change(presence: Presence) -> None:
    changed: list[str] = []
    presence.follow(changed.append)
    ann, bob = peer_of(somebody("ann")), peer_of(somebody("bob"), OTHER_ROOM)
    await presence.enter(ann, 24)
    await presence.enter(bob, 24)
    assert changed == [ROOM, OTHER_ROOM]
    presence.change(replace(ann, muted=False, seat=Seat.AWAY))
    presence.leave(ROOM, bob.id)
    assert changed == [ROOM, OTHER_ROOM]
    presence.change(replace(ann, user=replace(ann.user, name="Anna")))
    presence.leave(ROOM, ann.id)
    assert changed == [ROOM, OTHER_ROOM, ROOM, ROOM]


async def test_the_peers_of_sessions_are_found_in_every_room(presence: Presence) -> None:
    session = new_id()
    ann = somebody()
    here, there = peer_of(ann, ROOM, session), peer_of(ann, OTHER_ROOM, session)
    for peer in (here, there, peer_of(somebody("bob"))):
        await presence.enter(peer, 24)
    found = presence.peers_of_sessions({session})
    assert {peer.id for peer in found} == {here.id, there.id}
    assert presence.peers_of_sessions(()) == ()
