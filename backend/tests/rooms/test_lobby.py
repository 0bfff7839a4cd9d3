"""Rooms with people in them: what is listed, in which order, and what is said of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gethory.auth.schemas import PictureUrls
from gethory.errors import ProfileIncomplete, RoomNotFound
from gethory.kit.ids import hashed, new_id
from gethory.kit.ratelimit import Limiter
from gethory.models import Id, Invite, Role, Room, RoomType, User
from gethory.rooms.access import Standing
from gethory.rooms.schemas import CreateRoomBody
from gethory.rooms.service import RoomService
from gethory.store.sqlite import SqliteStore

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def a_user(name: str) -> User:
    return User(
        id=new_id(),
        email=f"{name}@example.org",
        password_hash="",
        created_at=NOON,
        updated_at=NOON,
        name=name.title(),
        username=name,
        verified=True,
        profile_completed=True,
    )


ADA, BEN = a_user("ada"), a_user("ben")


class Lobby:
    """A room service, and who is inside which room."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.time = NOON
        self.people: dict[Id, tuple[User, ...]] = {}
        self.rooms = RoomService(
            store=store,
            limiter=Limiter(1000),
            pictures=PictureUrls("http://localhost:3000", "profile.png"),
            inside=lambda room_id: self.people.get(room_id, ()),
            live_room_ids=lambda: tuple(self.people),
            room_max_people=3,
            clock=lambda: self.time,
        )

    async def create(
        self, topic: str, inside: int = 0, *, kind: RoomType = RoomType.PUBLIC, by: User = ADA
    ) -> Room:
        """A room a second newer than the one before, with so many people inside."""
        self.time += timedelta(seconds=1)
        room = await self.rooms.create(by, CreateRoomBody(topic=topic, room_type=kind))
        if inside:
            self.people[room.id] = tuple(a_user(f"p{number}") for number in range(inside))
        return room

    async def let_in(self, user: User, room: Room) -> None:
        """The user comes in by an invite."""
        at = self.time
        later = at + timedelta(hours=1)
        invite = Invite(new_id(), room.id, hashed(room.id), room.owner_id, at, later)
        await self.store.add_invite(invite)
        assert await self.store.use_invite(room.id, invite.token_hash, user.id, at) is not None

    async def topics(self, by: User = ADA, search: str = "") -> list[str]:
        found, _ = await self.rooms.listing(by, search)
        return [room.topic for room in found]

    async def pages(self, limit: int, by: User = ADA) -> list[list[str]]:
        pages: list[list[str]] = []
        cursor: str | None = None
        while True:
            found, cursor = await self.rooms.listing(by, limit=limit, cursor=cursor)
            pages.append([room.topic for room in found])
            if cursor is None:
                return pages


@pytest.fixture
async def lobby(tmp_path: Path) -> AsyncIterator[Lobby]:
    store = SqliteStore(tmp_path / "gethory.db", timeout_s=20)
    await store.open()
    for user in (ADA, BEN):
        await store.add_user(user)
    yield Lobby(store)
    await store.close()


async def test_the_fullest_rooms_come_first_then_the_newest(lobby: Lobby) -> None:
    await lobby.create("one", 1)
    await lobby.create("quiet")
    await lobby.create("three", 3)
    await lobby.create("newer one", 1)
    await lobby.create("newer quiet")
    assert await lobby.topics() == ["three", "newer one", "one", "newer quiet", "quiet"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6, 7, 500])
async def test_pages_hold_every_room_once_and_in_order(lobby: Lobby, limit: int) -> None:
    kinds = [RoomType.PUBLIC, RoomType.GROUP, RoomType.PRIVATE]
    for number in range(12):
        await lobby.create(str(number), number % 4, kind=kinds[number % 3])
    everything = await lobby.topics()
    assert everything == ["7", "3", "10", "6", "9", "1", "4", "0"]
    pages = await lobby.pages(limit)
    assert [topic for page in pages for topic in page] == everything
    assert all(len(page) == limit for page in pages[:-1])
    assert 0 < len(pages[-1]) <= limit


async def test_a_live_room_is_not_found_among_the_quiet_ones_too(lobby: Lobby) -> None:
    for number in range(4):
        await lobby.create(f"live {number}", 1)
    await lobby.create("quiet")
    assert await lobby.pages(3) == [["live 3", "live 2", "live 1"], ["live 0", "quiet"]]


async def test_closed_rooms_with_people_are_listed_to_their_own_only(lobby: Lobby) -> None:
    await lobby.create("private", 2, kind=RoomType.PRIVATE)
    await lobby.create("group", 1, kind=RoomType.GROUP)
    assert await lobby.topics(ADA) == ["group"]
    assert await lobby.topics(BEN) == []
    assert [room.topic for room in await lobby.rooms.mine(ADA)] == ["private", "group"]
    assert await lobby.rooms.mine(BEN) == []


async def test_search_looks_at_live_and_quiet_rooms(lobby: Lobby) -> None:
    for topic, inside in (("Tea", 2), ("Coffee", 1), ("green TEA", 0), ("Milk", 0)):
        await lobby.create(topic, inside)
    await lobby.create("tea circle", kind=RoomType.GROUP)
    assert await lobby.topics(search="tea") == ["Tea", "tea circle", "green TEA"]
    assert await lobby.topics(BEN, search="tea") == ["Tea", "green TEA"]


async def test_a_room_that_is_live_but_unknown_is_left_out(lobby: Lobby) -> None:
    lobby.people[new_id()] = (ADA,)
    assert await lobby.topics() == []


async def test_a_room_says_how_many_are_inside_and_shows_the_first_few(lobby: Lobby) -> None:
    room = await lobby.create("busy", 5)
    [summary], _ = await lobby.rooms.listing(BEN)
    words = await lobby.rooms.words(room)
    for told in (summary, words):
        assert told.count == 5
        assert told.full
        assert [person.name for person in told.people] == ["P0", "P1", "P2", "P3"]


async def test_a_deleted_account_is_a_former_member(lobby: Lobby) -> None:
    gone = new_id()
    room = replace(
        await lobby.create("old"), id=new_id(), owner_id=gone, speaker_ids=(gone, BEN.id)
    )
    await lobby.store.add_room(room)
    words = await lobby.rooms.words(room)
    assert words.user_id.name == "Former member"
    assert words.user_id.username is None
    assert words.user_id.avatar == "http://localhost:3000/storage/profile.png"
    assert [speaker.name for speaker in words.speakers] == ["Former member", "Ben"]
    [summary] = [room for room in (await lobby.rooms.listing(BEN))[0] if room.id == words.id]
    assert [author.name for author in summary.authors] == ["Former member", "Ben"]


async def test_a_room_without_speakers_has_its_owner_as_author(lobby: Lobby) -> None:
    room = replace(await lobby.create("quiet"), id=new_id(), speaker_ids=())
    await lobby.store.add_room(room)
    summaries, _ = await lobby.rooms.listing(BEN)
    assert all([author.name for author in summary.authors] == ["Ada"] for summary in summaries)


async def test_one_enters_open_rooms_and_ones_own(lobby: Lobby) -> None:
    public = await lobby.create("public")
    private = await lobby.create("private", kind=RoomType.PRIVATE)
    assert await lobby.rooms.enter(BEN, public.id) == Standing(public, None)
    assert await lobby.rooms.enter(ADA, public.id) == Standing(public, Role.OWNER)
    assert await lobby.rooms.enter(ADA, private.id) == Standing(private, Role.OWNER)
    for room_id in (private.id, new_id(), "nonsense", ""):
        with pytest.raises(RoomNotFound):
            await lobby.rooms.enter(BEN, room_id)


async def test_a_member_enters_and_finds_what_they_belong_to(lobby: Lobby) -> None:
    await lobby.create("public")
    circle = await lobby.create("circle", kind=RoomType.GROUP)
    await lobby.create("foreign circle", kind=RoomType.GROUP)
    private = await lobby.create("private", kind=RoomType.PRIVATE)
    await lobby.create("own", kind=RoomType.PRIVATE, by=BEN)
    for room in (circle, private):
        await lobby.let_in(BEN, room)
    assert await lobby.topics(BEN) == ["circle", "public"]
    assert [room.topic for room in await lobby.rooms.mine(BEN)] == ["own", "private", "circle"]
    assert await lobby.rooms.enter(BEN, private.id) == Standing(private, Role.SPEAKER)
    lobby.people = {circle.id: (BEN,), private.id: (BEN, ADA)}
    assert await lobby.topics(BEN) == ["circle", "public"]
    assert [room.topic for room in await lobby.rooms.mine(BEN)] == ["private", "circle", "own"]
    await lobby.store.remove_member(circle.id, BEN.id)
    assert await lobby.topics(BEN) == ["public"]
    with pytest.raises(RoomNotFound):
        await lobby.rooms.enter(BEN, circle.id)


async def test_one_sees_of_rooms_what_is_in_ones_lists(lobby: Lobby) -> None:
    public = await lobby.create("public")
    circle = await lobby.create("circle", kind=RoomType.GROUP)
    private = await lobby.create("private", kind=RoomType.PRIVATE)
    own = await lobby.create("own", kind=RoomType.PRIVATE, by=BEN)
    rooms = (circle.id, own.id, new_id(), "nonsense", public.id, private.id, public.id)
    assert await lobby.rooms.seen(BEN.id, rooms) == (own.id, public.id)
    assert await lobby.rooms.seen(ADA.id, rooms) == (circle.id, public.id, private.id)
    for room in (circle, private):
        await lobby.let_in(BEN, room)
    assert await lobby.rooms.seen(BEN.id, rooms) == (circle.id, own.id, public.id, private.id)
    await lobby.store.remove_member(circle.id, BEN.id)
    assert await lobby.rooms.seen(BEN.id, (circle.id,)) == ()
    assert await lobby.rooms.seen(BEN.id, ()) == ()


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
async def test_pages_hold_the_circles_of_a_member_too(lobby: Lobby, limit: int) -> None:
    for number in range(6):
        kind = RoomType.GROUP if number % 2 else RoomType.PUBLIC
        room = await lobby.create(str(number), number // 4, kind=kind)
        if number != 1:
            await lobby.let_in(BEN, room)
    pages = await lobby.pages(limit, BEN)
    assert [topic for page in pages for topic in page] == ["5", "4", "3", "2", "0"]


async def test_without_a_profile_one_enters_nothing_and_learns_nothing(lobby: Lobby) -> None:
    public = await lobby.create("public")
    newcomer = replace(BEN, profile_completed=False)
    for room_id in (public.id, new_id()):
        with pytest.raises(ProfileIncomplete):
            await lobby.rooms.enter(newcomer, room_id)
