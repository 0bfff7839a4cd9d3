"""Invites and members: who may do what, how long an invite lasts, who is put out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from gethory.auth.schemas import PictureUrls
from gethory.errors import ActionForbidden, RoomNotFound
from gethory.kit.ids import hashed, new_id
from gethory.kit.ratelimit import Limiter
from gethory.models import Id, Invite, Role, Room, RoomType, User
from gethory.rooms.membership import Membership
from gethory.rooms.schemas import CreateInviteBody, InviteLife, NewInviteWords
from gethory.store.base import INVITES_MAX
from gethory.store.sqlite import SqliteStore

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANY = CreateInviteBody()
MODERATOR = CreateInviteBody(role="moderator")


class Circle:
    """A closed room of Ada's, and a clock that is put by hand."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.time = NOON
        self.out: list[tuple[Id, Id]] = []
        self.rules = Membership(
            store=store,
            limiter=Limiter(1000),
            pictures=PictureUrls("https://voice.example.org", "profile.png"),
            public_url="https://voice.example.org",
            put_out=lambda room_id, user_id: self.out.append((room_id, user_id)),
            clock=lambda: self.time,
        )

    async def user(self, name: str) -> User:
        user = User(new_id(), f"{name}@example.org", "", NOON, NOON, name=name.title())
        await self.store.add_user(user)
        return user

    async def room(self, owner: User, room_type: RoomType = RoomType.GROUP) -> Room:
        room = Room(new_id(), "Tea", room_type, owner.id, (owner.id,), self.time, self.time)
        await self.store.add_room(room)
        return room

    async def member(self, room: Room, name: str, body: CreateInviteBody = ANY) -> User:
        """Somebody new who came in by an invite of the owner's."""
        owner = await self.store.user_by_id(room.owner_id)
        assert owner is not None
        user = await self.user(name)
        invite = await self.rules.invite(owner, room.id, body)
        await self.rules.accept(user, room.id, invite.token)
        await self.rules.revoke(owner, room.id, invite.id)
        return user

    async def roles(self, room: Room, by: User) -> list[tuple[str | None, Role]]:
        return [(one.user.name, one.role) for one in await self.rules.members(by, room.id)]


@pytest.fixture
async def circle(tmp_path: Path) -> AsyncIterator[Circle]:
    store = SqliteStore(tmp_path / "gethory.db", timeout_s=20)
    await store.open()
    yield Circle(store)
    await store.close()


async def made(circle: Circle, uses: int | None = None) -> tuple[User, Room, NewInviteWords]:
    ada = await circle.user("ada")
    room = await circle.room(ada)
    return ada, room, await circle.rules.invite(ada, room.id, CreateInviteBody(uses=uses))


async def test_an_invite_is_a_link_that_only_its_maker_reads_once(circle: Circle) -> None:
    ada, room, invite = await made(circle, uses=3)
    assert invite.url == f"https://voice.example.org/r/{room.id}#i={invite.token}"
    assert len(invite.token) >= 43  # 256 bits
    [kept] = await circle.store.invites_of(room.id, NOON)
    assert kept.token_hash == hashed(invite.token)
    assert (kept.created_by, kept.uses_left, kept.role) == (ada.id, 3, Role.SPEAKER)
    [told] = await circle.rules.invites(ada, room.id)
    assert told.id == invite.id
    assert invite.token not in told.model_dump_json()


@pytest.mark.parametrize(
    ("life", "hours"), [("1h", 1), ("1d", 24), ("7d", 168), ("30d", 720), (None, 168)]
)
async def test_an_invite_lasts_as_long_as_it_says(
    circle: Circle, life: InviteLife | None, hours: int
) -> None:
    ada = await circle.user("ada")
    room = await circle.room(ada)
    body = CreateInviteBody(expires_in=life) if life else CreateInviteBody()
    invite = await circle.rules.invite(ada, room.id, body)
    end = NOON + timedelta(hours=hours)
    assert invite.expires_at == end
    circle.time = end
    with pytest.raises(RoomNotFound):
        await circle.rules.accept(await circle.user("late"), room.id, invite.token)
    assert await circle.rules.invites(ada, room.id) == []
    circle.time = end - timedelta(milliseconds=1)
    assert await circle.rules.accept(await circle.user("early"), room.id, invite.token) == room


async def test_twenty_who_race_for_three_uses_are_three(circle: Circle) -> None:
    ada, room, invite = await made(circle, uses=3)
    users = [await circle.user(f"user{number}") for number in range(20)]
    tries = (circle.rules.accept(user, room.id, invite.token) for user in users)
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert outcomes.count(room) == 3
    assert sum(isinstance(outcome, RoomNotFound) for outcome in outcomes) == 17
    assert len(await circle.rules.members(ada, room.id)) == 1 + 3


async def test_owner_and_members_come_in_by_any_token_and_take_nothing(circle: Circle) -> None:
    ada, room, invite = await made(circle, uses=2)
    ben = await circle.user("ben")
    for token in (invite.token, "any token"):
        assert await circle.rules.accept(ada, room.id, token) == room
    for token in (invite.token, invite.token, "any token"):
        assert await circle.rules.accept(ben, room.id, token) == room
    assert [one.uses_left for one in await circle.rules.invites(ada, room.id)] == [1]
    assert await circle.roles(room, ada) == [("Ada", Role.OWNER), ("Ben", Role.SPEAKER)]


async def test_an_open_room_has_a_plain_link_and_no_members(circle: Circle) -> None:
    ada, ben = await circle.user("ada"), await circle.user("ben")
    room = await circle.room(ada, RoomType.PUBLIC)
    for user in (ada, ben):
        for ask in (
            circle.rules.invite(user, room.id, ANY),
            circle.rules.invites(user, room.id),
            circle.rules.revoke(user, room.id, new_id()),
            circle.rules.remove(user, room.id, ada.id),
            circle.rules.remove(user, room.id, ben.id),
        ):
            with pytest.raises(ActionForbidden) as refused:
                await ask
            assert "open to everybody" in refused.value.detail
        assert await circle.rules.accept(user, room.id, "") == room
        assert await circle.roles(room, user) == [("Ada", Role.OWNER)]
    assert circle.out == []


@pytest.mark.parametrize("room_type", [RoomType.PRIVATE, RoomType.GROUP])
async def test_to_strangers_there_is_nothing_to_ask_about(
    circle: Circle, room_type: RoomType
) -> None:
    ada, eve = await circle.user("ada"), await circle.user("eve")
    room = await circle.room(ada, room_type)
    invite = await circle.rules.invite(ada, room.id, ANY)
    for room_id in (room.id, new_id(), "x", ""):
        for ask in (
            circle.rules.invite(eve, room_id, ANY),
            circle.rules.invites(eve, room_id),
            circle.rules.revoke(eve, room_id, invite.id),
            circle.rules.members(eve, room_id),
            circle.rules.remove(eve, room_id, ada.id),
            circle.rules.remove(eve, room_id, eve.id),
            circle.rules.accept(eve, room_id, "guess"),
        ):
            with pytest.raises(RoomNotFound):
                await ask
    assert circle.out == []
    assert len(await circle.rules.invites(ada, room.id)) == 1


async def test_a_member_sees_who_belongs_and_manages_nothing(circle: Circle) -> None:
    ada, room, invite = await made(circle)
    ben, cid = await circle.member(room, "ben"), await circle.member(room, "cid")
    assert len(await circle.rules.members(ben, room.id)) == 3
    for ask in (
        circle.rules.invite(ben, room.id, ANY),
        circle.rules.invites(ben, room.id),
        circle.rules.revoke(ben, room.id, invite.id),
        circle.rules.remove(ben, room.id, cid.id),
        circle.rules.remove(ben, room.id, ada.id),
        circle.rules.remove(ben, room.id, new_id()),
    ):
        with pytest.raises(ActionForbidden):
            await ask
    assert circle.out == []


async def test_a_moderator_looks_after_those_below(circle: Circle) -> None:
    ada, room, invite = await made(circle)
    mia = await circle.member(room, "mia", MODERATOR)
    max_ = await circle.member(room, "max", MODERATOR)
    ben = await circle.member(room, "ben")
    assert len(await circle.rules.invites(mia, room.id)) == 1
    await circle.rules.revoke(mia, room.id, invite.id)
    await circle.rules.invite(mia, room.id, ANY)
    for ask in (
        circle.rules.invite(mia, room.id, MODERATOR),
        circle.rules.remove(mia, room.id, ada.id),
        circle.rules.remove(mia, room.id, max_.id),
    ):
        with pytest.raises(ActionForbidden):
            await ask
    await circle.rules.remove(mia, room.id, ben.id)
    await circle.rules.remove(ada, room.id, max_.id)
    assert await circle.roles(room, ada) == [("Ada", Role.OWNER), ("Mia", Role.MODERATOR)]
    assert circle.out == [(room.id, ben.id), (room.id, max_.id)]


async def test_who_was_removed_needs_a_later_invite(circle: Circle) -> None:
    ada, room, invite = await made(circle)
    ben = await circle.user("ben")
    await circle.rules.accept(ben, room.id, invite.token)
    circle.time += timedelta(seconds=1)
    await circle.rules.remove(ada, room.id, ben.id)
    assert circle.out == [(room.id, ben.id)]
    for token in (invite.token, "any token"):
        with pytest.raises(RoomNotFound):
            await circle.rules.accept(ben, room.id, token)
    circle.time += timedelta(seconds=1)
    later = await circle.rules.invite(ada, room.id, ANY)
    assert await circle.rules.accept(ben, room.id, later.token) == room


async def test_who_leaves_may_come_back_and_the_owner_stays(circle: Circle) -> None:
    ada, room, invite = await made(circle)
    ben = await circle.user("ben")
    await circle.rules.accept(ben, room.id, invite.token)
    await circle.rules.remove(ben, room.id, ben.id)
    assert circle.out == [(room.id, ben.id)]
    with pytest.raises(RoomNotFound):
        await circle.rules.members(ben, room.id)
    assert await circle.rules.accept(ben, room.id, invite.token) == room
    with pytest.raises(ActionForbidden):
        await circle.rules.remove(ada, room.id, ada.id)
    assert circle.out == [(room.id, ben.id)]


async def test_removing_twice_or_nobody_is_fine(circle: Circle) -> None:
    ada, room, invite = await made(circle)
    ben = await circle.member(room, "ben")
    for user_id in (ben.id, ben.id, new_id(), "x"):
        await circle.rules.remove(ada, room.id, user_id)
    for invite_id in (invite.id, invite.id, new_id(), "x"):
        await circle.rules.revoke(ada, room.id, invite_id)
    assert await circle.roles(room, ada) == [("Ada", Role.OWNER)]


async def test_an_invite_of_another_room_is_not_ended(circle: Circle) -> None:
    ada, room, invite = await made(circle)
    eve = await circle.user("eve")
    hers = await circle.room(eve)
    await circle.rules.revoke(eve, hers.id, invite.id)
    assert [one.id for one in await circle.rules.invites(ada, room.id)] == [invite.id]


async def test_a_room_has_so_many_invites(circle: Circle) -> None:
    ada, room, invite = await made(circle)
    for _ in range(INVITES_MAX - 1):
        await circle.rules.invite(ada, room.id, ANY)
    with pytest.raises(ActionForbidden) as refused:
        await circle.rules.invite(ada, room.id, ANY)
    assert str(INVITES_MAX) in refused.value.detail
    await circle.rules.revoke(ada, room.id, invite.id)
    await circle.rules.invite(ada, room.id, ANY)


async def test_a_moderator_who_is_removed_while_inviting_invites_nobody(circle: Circle) -> None:
    ada, room, _ = await made(circle)
    mia = await circle.member(room, "mia", MODERATOR)
    both = await asyncio.gather(
        circle.rules.remove(ada, room.id, mia.id),
        *(circle.rules.invite(mia, room.id, ANY) for _ in range(20)),
        return_exceptions=True,
    )
    assert both[0] is None
    assert {type(outcome) for outcome in both[1:]} <= {NewInviteWords, RoomNotFound}
    assert len(await circle.rules.invites(ada, room.id)) == 1


async def test_a_deleted_owner_is_a_former_member(circle: Circle) -> None:
    ben = await circle.user("ben")
    room = await circle.room(User(new_id(), "gone@example.org", "", NOON, NOON))
    end = NOON + timedelta(days=1)
    await circle.store.add_invite(Invite(new_id(), room.id, hashed("t"), room.owner_id, NOON, end))
    await circle.rules.accept(ben, room.id, "t")
    assert await circle.roles(room, ben) == [("Former member", Role.OWNER), ("Ben", Role.SPEAKER)]


async def test_no_log_holds_what_opens_a_room(circle: Circle) -> None:
    with capture_logs() as lines:
        ada, room, invite = await made(circle)
        await circle.rules.accept(await circle.user("ben"), room.id, invite.token)
        with pytest.raises(RoomNotFound):
            await circle.rules.accept(await circle.user("eve"), room.id, "a wrong guess")
        await circle.rules.revoke(ada, room.id, invite.id)
    assert [line["event"] for line in lines] == ["invite_created", "member_added", "invite_revoked"]
    for secret in (invite.token, hashed(invite.token), "a wrong guess", "Ben", "example.org"):
        assert secret not in str(lines)
