"""What every store promises about invites and the members they bring."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from contract.samples import (
    HOUR,
    NOON,
    OWNER,
    SECOND,
    MakeStore,
    a_kept_room,
    a_kept_user,
    a_room,
    an_invite,
)
from gethory.kit.ids import hashed, new_id
from gethory.models import INVITE_LIFE_MAX, Id, Invite, Member, Role, RoomType, User
from gethory.store.base import INVITES_MAX, Store

pytestmark = pytest.mark.anyio


async def _kept_invite(store: Store, uses: int | None = None) -> Invite:
    invite = an_invite((await a_kept_room(store)).id, uses=uses)
    assert await store.add_invite(invite)
    return invite


async def _use(
    store: Store, invite: Invite, user: User, token: str = "the token", at: datetime = NOON
) -> Member | None:
    return await store.use_invite(invite.room_id, hashed(token), user.id, at)


async def _live(store: Store, room_id: Id) -> list[Id]:
    return [invite.id for invite in await store.invites_of(room_id, NOON)]


async def test_an_invite_comes_back_as_it_was_kept(store: Store) -> None:
    room = await a_kept_room(store)
    invites = [
        an_invite(room.id, "one", uses=3, role=Role.MODERATOR, at=NOON - SECOND),
        an_invite(room.id, "two", expires_at=NOON + SECOND),
    ]
    for invite in invites:
        assert await store.add_invite(invite)
    assert await store.invites_of(room.id, NOON) == tuple(reversed(invites))
    assert await store.invites_of(new_id(), NOON) == ()


async def test_only_invites_that_let_somebody_in_are_told(store: Store) -> None:
    room = await a_kept_room(store)
    live = an_invite(room.id, "live", uses=1)
    for invite in (
        live,
        an_invite(room.id, "used up", uses=0),
        an_invite(room.id, "expired", expires_at=NOON),
        an_invite((await a_kept_room(store)).id, "foreign"),
    ):
        assert await store.add_invite(invite)
    assert await store.invites_of(room.id, NOON) == (live,)


async def test_a_room_has_so_many_live_invites_and_no_more(store: Store) -> None:
    room, other = await a_kept_room(store), await a_kept_room(store)
    made = [an_invite(room.id, str(number)) for number in range(INVITES_MAX)]
    for invite in made:
        assert await store.add_invite(invite)
    assert not await store.add_invite(an_invite(room.id))
    assert len(await store.invites_of(room.id, NOON)) == INVITES_MAX
    assert await store.add_invite(an_invite(other.id))
    assert await store.revoke_invite(room.id, made[0].id)
    assert await store.add_invite(an_invite(room.id, "in its place"))


async def test_used_up_and_expired_invites_leave_room_for_others(store: Store) -> None:
    room = await a_kept_room(store)
    for number in range(INVITES_MAX):
        over = an_invite(room.id, str(number), uses=0 if number % 2 else None, expires_at=NOON)
        assert await store.add_invite(replace(over, created_at=NOON - SECOND))
    assert await store.add_invite(an_invite(room.id))


async def test_who_neither_owns_the_room_nor_belongs_to_it_invites_nobody(store: Store) -> None:
    invite, chief = await _kept_invite(store), await a_kept_user(store)
    theirs = an_invite(invite.room_id, "theirs", created_by=chief.id)
    assert not await store.add_invite(an_invite(new_id()))
    assert not await store.add_invite(theirs)
    await _use(store, invite, chief)
    assert await store.add_invite(theirs)
    await store.expel_member(invite.room_id, chief.id, NOON)
    assert not await store.add_invite(theirs)
    assert await _live(store, invite.room_id) == [invite.id]


async def test_an_invite_makes_a_member_with_its_role(store: Store) -> None:
    invite, user = await _kept_invite(store, uses=2), await a_kept_user(store)
    chief = an_invite(invite.room_id, "chief", role=Role.MODERATOR)
    await store.add_invite(chief)
    member = Member(invite.room_id, user.id, Role.SPEAKER, NOON)
    assert await _use(store, invite, user) == member
    assert await store.member(invite.room_id, user.id) == member
    assert await store.member(new_id(), user.id) is None
    assert await store.member(invite.room_id, new_id()) is None
    other = await a_kept_user(store)
    made = await _use(store, chief, other, "chief", NOON + SECOND)
    assert made == Member(invite.room_id, other.id, Role.MODERATOR, NOON + SECOND)
    assert await store.members_of(invite.room_id) == (member, made)
    assert await store.members_of(new_id()) == ()


async def test_a_room_comes_with_the_membership_of_who_asks(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    room = await store.room_by_id(invite.room_id)
    assert await store.room_and_member(invite.room_id, user.id) == (room, None)
    member = await _use(store, invite, user)
    await _use(store, invite, await a_kept_user(store))
    assert await store.room_and_member(invite.room_id, user.id) == (room, member)
    for room_id in (new_id(), "", "\ud800"):
        assert await store.room_and_member(room_id, user.id) is None


async def test_who_is_a_member_takes_no_use_and_stays_what_they_are(store: Store) -> None:
    invite, user = await _kept_invite(store, uses=2), await a_kept_user(store)
    chief = an_invite(invite.room_id, "chief", role=Role.MODERATOR)
    await store.add_invite(chief)
    member = await _use(store, invite, user)
    assert member is not None
    for token in ("the token", "chief", "no token"):
        assert await _use(store, invite, user, token, NOON + HOUR) == member
    left = {invite.id: invite.uses_left for invite in await store.invites_of(member.room_id, NOON)}
    assert left == {invite.id: 1, chief.id: None}


async def test_the_last_use_ends_an_invite(store: Store) -> None:
    invite = await _kept_invite(store, uses=1)
    assert await _use(store, invite, await a_kept_user(store)) is not None
    assert await _live(store, invite.room_id) == []
    assert await _use(store, invite, await a_kept_user(store)) is None


async def test_an_invite_without_a_number_goes_on(store: Store) -> None:
    invite = await _kept_invite(store)
    for _ in range(5):
        assert await _use(store, invite, await a_kept_user(store)) is not None
    assert await store.invites_of(invite.room_id, NOON) == (invite,)


async def test_an_invite_is_over_at_its_expiry(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    assert await _use(store, invite, user, at=invite.expires_at) is None
    assert await _use(store, invite, user, at=invite.expires_at - SECOND / 1000) is not None


async def test_a_revoked_invite_lets_nobody_in(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    assert not await store.revoke_invite(new_id(), invite.id)
    assert not await store.revoke_invite(invite.room_id, new_id())
    assert await store.revoke_invite(invite.room_id, invite.id)
    assert not await store.revoke_invite(invite.room_id, invite.id)
    assert await _use(store, invite, user) is None


@pytest.mark.parametrize("token", ["", "another", "the token ", "' OR 1=1 --"])
async def test_another_token_lets_nobody_in(store: Store, token: str) -> None:
    invite, user = await _kept_invite(store, uses=1), await a_kept_user(store)
    assert await _use(store, invite, user, token) is None
    assert await store.invites_of(invite.room_id, NOON) == (invite,)


async def test_an_invite_counts_for_its_own_room_only(store: Store) -> None:
    invite, user = await _kept_invite(store, uses=1), await a_kept_user(store)
    other = await a_kept_room(store)
    for room_id in (other.id, new_id(), "", "\ud800"):
        assert await store.use_invite(room_id, invite.token_hash, user.id, NOON) is None
    assert await store.use_invite(invite.room_id, "\ud800", user.id, NOON) is None
    assert await store.invites_of(invite.room_id, NOON) == (invite,)
    assert await store.members_of(other.id) == ()


async def test_an_account_that_is_gone_takes_no_use(store: Store) -> None:
    invite = await _kept_invite(store, uses=1)
    assert await store.use_invite(invite.room_id, invite.token_hash, new_id(), NOON) is None
    assert await store.invites_of(invite.room_id, NOON) == (invite,)


async def test_of_twenty_at_once_exactly_three_come_in_by_three_uses(
    make_store: MakeStore,
) -> None:
    stores = [make_store() for _ in range(2)]
    for store in stores:
        await store.open()
    invite = await _kept_invite(stores[0], uses=3)
    users = [await a_kept_user(stores[0]) for _ in range(20)]
    tries = (_use(stores[n % 2], invite, user) for n, user in enumerate(users))
    outcomes = await asyncio.gather(*tries)
    let_in = [member for member in outcomes if member is not None]
    assert len(let_in) == 3
    assert set(await stores[1].members_of(invite.room_id)) == set(let_in)
    assert await _live(stores[1], invite.room_id) == []
    for store in stores:
        await store.close()


async def test_one_person_who_comes_twenty_times_at_once_takes_one_use(store: Store) -> None:
    invite, user = await _kept_invite(store, uses=3), await a_kept_user(store)
    members = await asyncio.gather(*(_use(store, invite, user) for _ in range(20)))
    assert len(set(members)) == 1
    assert members[0] is not None
    [left] = await store.invites_of(invite.room_id, NOON)
    assert left.uses_left == 2


async def test_the_rooms_of_a_member_are_told_newest_first(store: Store) -> None:
    user, other = await a_kept_user(store), await a_kept_user(store)
    rooms = [
        a_room(kind, kind, owner_id=OWNER, at=NOON + n * SECOND) for n, kind in enumerate(RoomType)
    ]
    for room in rooms:
        await store.add_room(room)
        invite = an_invite(room.id, room.topic)
        await store.add_invite(invite)
        await _use(store, invite, user, room.topic)
    await store.add_room(a_room("owned", owner_id=user.id))
    assert await store.rooms_of_member(user.id) == tuple(reversed(rooms))
    assert await store.rooms_of_member(other.id) == ()


async def test_who_left_comes_back_by_the_same_invite(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    await _use(store, invite, user)
    assert await store.remove_member(invite.room_id, user.id)
    assert not await store.remove_member(invite.room_id, user.id)
    assert await store.member(invite.room_id, user.id) is None
    assert await store.members_of(invite.room_id) == ()
    assert await store.rooms_of_member(user.id) == ()
    assert await _use(store, invite, user) is not None


async def test_who_was_removed_comes_back_by_a_later_invite_only(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    same_moment, later = (
        an_invite(invite.room_id, "same moment", at=NOON + HOUR),
        an_invite(invite.room_id, "later", at=NOON + HOUR + SECOND),
    )
    await _use(store, invite, user)
    assert await store.expel_member(invite.room_id, user.id, NOON + HOUR)
    assert await store.member(invite.room_id, user.id) is None
    for one in (same_moment, later):
        await store.add_invite(one)
    for token in ("the token", "same moment"):
        assert await _use(store, invite, user, token, NOON + 2 * HOUR) is None
    assert await _use(store, invite, await a_kept_user(store), at=NOON + 2 * HOUR) is not None
    assert await _use(store, invite, user, "later", NOON + 2 * HOUR) is not None
    await store.remove_member(invite.room_id, user.id)
    assert await _use(store, invite, user, at=NOON + 2 * HOUR) is not None


async def test_a_removal_holds_in_its_own_room_only(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    await _use(store, invite, user)
    await store.expel_member(invite.room_id, user.id, NOON)
    other = an_invite((await a_kept_room(store)).id, "other")
    await store.add_invite(other)
    assert await _use(store, other, user, "other") is not None


async def test_the_invites_of_who_was_removed_end_with_them(store: Store) -> None:
    invite, chief = await _kept_invite(store), await a_kept_user(store)
    own = a_room(owner_id=chief.id)
    await store.add_room(own)
    theirs = an_invite(invite.room_id, "theirs", created_by=chief.id)
    elsewhere = an_invite(own.id, "elsewhere", created_by=chief.id)
    await _use(store, invite, chief)
    for one in (theirs, elsewhere):
        assert await store.add_invite(one)
    await store.expel_member(invite.room_id, chief.id, NOON)
    assert await _live(store, invite.room_id) == [invite.id]
    assert await _live(store, elsewhere.room_id) == [elsewhere.id]


async def test_who_is_no_member_is_not_removed(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    assert not await store.expel_member(invite.room_id, user.id, NOON)
    assert not await store.expel_member(invite.room_id, new_id(), NOON)
    assert await _use(store, invite, user) is not None


async def test_of_two_who_remove_the_same_member_one_does(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    await _use(store, invite, user)
    outcomes = await asyncio.gather(
        *(store.expel_member(invite.room_id, user.id, NOON) for _ in range(2))
    )
    assert sorted(outcomes) == [False, True]


async def test_a_sweep_drops_expired_invites_and_leaves_the_others(store: Store) -> None:
    room = await a_kept_room(store)
    over, live = an_invite(room.id, "over", expires_at=NOON), an_invite(room.id, "live")
    for invite in (over, live):
        await store.add_invite(invite)
    await store.sweep(NOON, NOON - HOUR)
    assert not await store.revoke_invite(room.id, over.id)
    assert await store.invites_of(room.id, NOON) == (live,)


async def test_a_removal_outlasts_every_invite_it_holds_against(store: Store) -> None:
    room, user = await a_kept_room(store), await a_kept_user(store)
    end = NOON + INVITE_LIFE_MAX
    invite = an_invite(room.id, expires_at=end)
    await store.add_invite(invite)
    await _use(store, invite, user)
    await store.expel_member(room.id, user.id, NOON)
    await store.sweep(end - SECOND, NOON - HOUR)
    assert await _use(store, invite, user, at=end - SECOND) is None
    await store.sweep(end, NOON - HOUR)
    assert await _use(store, invite, user, at=end) is None


async def test_members_and_invites_last(make_store: MakeStore) -> None:
    before = make_store()
    await before.open()
    invite, user = await _kept_invite(before, uses=2), await a_kept_user(before)
    member = await _use(before, invite, user)
    await before.close()

    after = make_store()
    await after.open()
    assert await after.member(invite.room_id, user.id) == member
    assert await after.invites_of(invite.room_id, NOON) == (replace(invite, uses_left=1),)
    await after.close()


async def test_an_abandoned_registration_is_no_member_any_more(store: Store) -> None:
    invite, user = await _kept_invite(store), await a_kept_user(store)
    await _use(store, invite, user)
    await store.sweep(NOON, NOON + SECOND)
    assert await store.user_by_id(user.id) is None
    assert await store.members_of(invite.room_id) == ()
