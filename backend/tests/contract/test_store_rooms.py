"""What every store promises about rooms as they are written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.samples import NOON, SECOND, a_room
from gethory.errors import InputInvalid
from gethory.kit.ids import new_id
from gethory.models import Room, RoomType
from gethory.store.base import Store
from gethory.store.keys import topic_key

pytestmark = pytest.mark.anyio

A_FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def _kept(store: Store, *rooms: Room) -> tuple[Room, ...]:
    for room in rooms:
        await store.add_room(room)
    return rooms


async def _found(store: Store, search: str) -> list[str]:
    page = await store.public_rooms(search=search)
    return [room.topic for room in page.rooms]


async def test_a_room_comes_back_as_it_was_kept(store: Store) -> None:
    owner = new_id()
    (room,) = await _kept(
        store,
        Room(
            id=new_id(),
            topic="Über 🎙️ «%_\\»",
            room_type=RoomType.GROUP,
            owner_id=owner,
            speaker_ids=(owner, new_id()),
            created_at=NOON,
            updated_at=NOON + SECOND,
        ),
    )
    assert await store.room_by_id(room.id) == room


@pytest.mark.parametrize("text", ["", "' OR 1=1 --", "\ud800", "0" * 24])
async def test_a_room_nobody_made_is_none(store: Store, text: str) -> None:
    await _kept(store, a_room())
    assert await store.room_by_id(text) is None
    assert await store.rooms_by_ids((text,)) == {}
    assert await store.rooms_owned_by(text) == ()


async def test_rooms_are_found_by_many_ids_at_once(store: Store) -> None:
    one, two = await _kept(store, a_room("one"), a_room("two", RoomType.PRIVATE))
    assert await store.rooms_by_ids((one.id, new_id(), two.id)) == {one.id: one, two.id: two}
    assert await store.rooms_by_ids(()) == {}


async def test_an_empty_house_has_an_empty_page(store: Store) -> None:
    page = await store.public_rooms()
    assert (page.rooms, page.next_cursor) == ((), None)


async def test_only_public_rooms_are_open_newest_first(store: Store) -> None:
    made = await _kept(store, *(a_room(str(n), at=NOON + n * SECOND) for n in range(3)))
    await _kept(store, a_room("p", RoomType.PRIVATE), a_room("g", RoomType.GROUP))
    page = await store.public_rooms()
    assert page.rooms == tuple(reversed(made))
    assert page.next_cursor is None


async def test_an_owner_sees_all_their_rooms_newest_first(store: Store) -> None:
    owner = new_id()
    made = await _kept(
        store,
        *(
            a_room(kind, kind, owner_id=owner, at=NOON + n * SECOND)
            for n, kind in enumerate(RoomType)
        ),
    )
    await _kept(store, a_room("foreign"))
    assert await store.rooms_owned_by(owner) == tuple(reversed(made))


@pytest.mark.parametrize(
    ("topic", "search"),
    [
        ("Evening Talk", "ning t"),
        ("Evening Talk", "EVENING"),
        ("ÜBER ALLES", "über"),
        ("Straße 5", "STRASSE"),
        ("Вечерний разговор", "РАЗГОВОР"),
        ("cafe\u0301", "CAFÉ"),
        ("100%_sure", "%_"),
        ("a\\b", "\\"),
        ("it's", "'"),
        ("🎙️ radio", "🎙️"),
    ],
)
async def test_a_search_finds_a_part_of_the_topic_in_any_case(
    store: Store, topic: str, search: str
) -> None:
    await _kept(store, a_room(topic), a_room("something else"))
    assert await _found(store, search) == [topic]


@pytest.mark.parametrize("search", ["%", "_", "a%c", "a_c", "*", "?", "[a]", "' OR 1=1 --", "\x00"])
async def test_nothing_in_a_search_is_a_wildcard(store: Store, search: str) -> None:
    await _kept(store, a_room("abc"))
    assert await _found(store, search) == []


async def test_an_empty_search_finds_everything(store: Store) -> None:
    await _kept(store, a_room("abc"))
    assert await _found(store, "") == ["abc"]


async def test_a_search_is_paged_like_the_list(store: Store) -> None:
    await _kept(store, *(a_room(f"talk {n}", at=NOON + n * SECOND) for n in range(5)))
    await _kept(store, *(a_room(f"song {n}", at=NOON + n * SECOND) for n in range(5)))
    first = await store.public_rooms(search="TALK", limit=3)
    second = await store.public_rooms(search="TALK", limit=3, cursor=first.next_cursor)
    topics = [room.topic for room in (*first.rooms, *second.rooms)]
    assert topics == [f"talk {n}" for n in (4, 3, 2, 1, 0)]
    assert second.next_cursor is None


async def test_a_full_last_page_has_no_next(store: Store) -> None:
    await _kept(store, a_room("a"), a_room("b"))
    page = await store.public_rooms(limit=2)
    assert (len(page.rooms), page.next_cursor) == (2, None)


async def test_a_limit_is_held_within_bounds(store: Store) -> None:
    await _kept(store, *(a_room(at=NOON + n * SECOND) for n in range(3)))
    assert len((await store.public_rooms(limit=0)).rooms) == 1
    assert len((await store.public_rooms(limit=-5)).rooms) == 1
    assert len((await store.public_rooms(limit=10**9)).rooms) == 3


async def test_a_room_made_while_paging_moves_nothing(store: Store) -> None:
    made = await _kept(store, *(a_room(str(n), at=NOON + n * SECOND) for n in range(4)))
    first = await store.public_rooms(limit=2)
    await _kept(store, a_room("late", at=NOON + timedelta(days=1)))
    second = await store.public_rooms(limit=2, cursor=first.next_cursor)
    assert (*first.rooms, *second.rooms) == tuple(reversed(made))


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "%%%", "AAAA", "🎙️", "\ud800", "0" * 10_000, "MTIz", "OTk5OTk5OTk5OTk5OTk5LmFi"],
)
async def test_a_cursor_of_no_list_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        await store.public_rooms(cursor=cursor)
    assert [issue.path for issue in refused.value.issues] == ["cursor"]


@given(seconds=st.lists(st.integers(0, 3), max_size=12), limit=st.integers(1, 5))
@A_FEW
async def test_pages_leave_nothing_out_and_repeat_nothing(
    store: Store, seconds: list[int], limit: int
) -> None:
    mark = new_id()
    made = await _kept(store, *(a_room(mark, at=NOON + n * SECOND) for n in seconds))
    seen: list[Room] = []
    cursor = None
    for _ in range(len(made) + 1):
        page = await store.public_rooms(search=mark, limit=limit, cursor=cursor)
        seen += page.rooms
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == sorted(made, key=lambda room: (room.created_at, room.id), reverse=True)


_TOPICS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80)


@given(topic=_TOPICS, search=_TOPICS)
@A_FEW
async def test_any_topic_is_found_by_itself_and_by_nothing_that_is_not_in_it(
    store: Store, topic: str, search: str
) -> None:
    (room,) = await _kept(store, a_room(topic))
    assert room in (await store.public_rooms(search=topic)).rooms
    expected = topic_key(search) in topic_key(topic)
    assert (room in (await store.public_rooms(search=search)).rooms) is expected
