"""The lobby, live: who may watch what, what they hear of it, how often, and when it ends."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from gethory.errors import SessionRequired
from gethory.kit.ids import new_id
from gethory.live.crowds import CROWD_MAX, PACE_S, PERIOD_S, UPDATE_MAX
from gethory.models import Room, RoomType
from gethory.rooms.schemas import RoomNow
from live.stage import Stage, Tab
from live.test_events import World

pytestmark = pytest.mark.anyio
EMPTY = {"count": 0, "full": False, "people": []}


class Watching(Stage):
    """A stage with people who look at rooms from outside."""

    async def watch(self, tab: Tab, *rooms: Room | str) -> list[dict[str, Any]]:
        """What the ack says of these rooms."""
        ids = [room if isinstance(room, str) else room.id for room in rooms]
        ack = json.loads(await self.service.watch(tab.line, ids))
        assert ack["ok"] is True
        found: list[dict[str, Any]] = ack["rooms"]
        return found

    async def watcher(self, name: str, *rooms: Room) -> Tab:
        tab = self.tab(name)
        await self.watch(tab, *rooms)
        return tab

    def news(self, tab: Tab) -> list[dict[str, int]]:
        """The updates since the last look: the people in each room that they name."""
        updates = [fact for event, fact in tab.heard() if event == "rooms-changed"]
        return [{room["_id"]: room["count"] for room in update["rooms"]} for update in updates]


# what one hears --------------------------------------------------------------------------


async def test_the_ack_says_how_the_rooms_are_now() -> None:
    stage = Watching()
    full, quiet = stage.room(), stage.room()
    bob = await stage.joined("bob", full)
    [first, second] = await stage.watch(stage.tab("ann"), quiet, full, quiet)
    assert first == {"_id": quiet.id, **EMPTY}
    assert (second["_id"], second["count"], second["full"]) == (full.id, 1, False)
    assert [person["_id"] for person in second["people"]] == [bob.user.id]


async def test_a_head_count_and_a_face_come_and_go() -> None:
    stage = Watching()
    room = stage.room()
    ann = await stage.watcher("ann", room)
    bob = await stage.joined("bob", room)
    stage.clock.go(PERIOD_S)
    [(event, fact)] = ann.heard()
    assert event == "rooms-changed"
    assert fact["gone"] == []
    [told] = fact["rooms"]
    assert (told["_id"], told["count"]) == (room.id, 1)
    assert [person["name"] for person in told["people"]] == ["Bob"]
    assert set(told["people"][0]) == {"_id", "name", "username", "avatar", "bio"}
    stage.service.leave(bob.line)
    stage.clock.go(PERIOD_S)
    assert ann.heard() == [
        ("rooms-changed", {"rooms": [{"_id": room.id, **EMPTY}], "gone": []}),
    ]


async def test_thirty_joins_in_a_second_are_two_updates_and_the_last_one_is_true() -> None:
    stage = Watching(room_max_people=60)
    room = stage.room()
    ann = await stage.watcher("ann", room)
    for number in range(30):
        await stage.joined(f"p{number}", room)
        stage.clock.go(1 / 30)
    stage.clock.go(2 * PERIOD_S)
    news = stage.news(ann)
    assert len(news) <= 2
    assert news[-1] == {room.id: 30}


async def test_nobody_hears_more_than_once_a_second() -> None:
    stage = Watching()
    room = stage.room()
    ann = await stage.watcher("ann", room)
    heard_at: list[float] = []
    bob = stage.tab("bob")
    for number in range(100):
        if number % 2:
            stage.service.leave(bob.line)
        else:
            await stage.join(bob, room)
        stage.clock.go(0.07)
        heard_at += [stage.clock()] * len(stage.news(ann))
    assert len(heard_at) >= 6
    gaps = [later - sooner for sooner, later in pairwise(heard_at)]
    assert min(gaps) >= PERIOD_S - 0.07


async def test_after_a_quiet_time_one_hears_at_once() -> None:
    stage = Watching()
    room = stage.room()
    ann = await stage.watcher("ann", room)
    stage.clock.go(60)
    await stage.joined("bob", room)
    stage.clock.go(0.2)
    assert stage.news(ann) == [{room.id: 1}]


async def test_only_watched_rooms_that_changed_are_told() -> None:
    stage = Watching()
    one, other, unwatched = stage.room(), stage.room(), stage.room()
    ann = await stage.watcher("ann", one, other)
    await stage.joined("bob", unwatched)
    stage.clock.go(3)
    assert ann.heard() == []
    await stage.joined("cid", other)
    stage.clock.go(3)
    assert stage.news(ann) == [{other.id: 1}]


async def test_a_mute_and_a_lost_connection_are_no_news() -> None:
    stage = Watching()
    room = stage.room()
    bob = await stage.joined("bob", room)
    ann = await stage.watcher("ann", room)
    stage.service.set_muted(bob.line, room.id, False)
    stage.service.closed(bob.line, 30)
    stage.clock.go(20)
    assert ann.heard() == []
    stage.clock.go(20)
    assert stage.news(ann) == [{room.id: 0}]


async def test_who_talks_in_one_room_watches_others_as_well() -> None:
    stage = Watching()
    room, other = stage.room(), stage.room()
    ann = await stage.joined("ann", room)
    await stage.watch(ann, room, other)
    await stage.joined("bob", other)
    stage.clock.go(PERIOD_S)
    assert stage.news(ann) == [{other.id: 1}]


async def test_a_new_set_replaces_the_one_before_and_an_empty_one_is_the_end() -> None:
    stage = Watching()
    one, other = stage.room(), stage.room()
    ann = await stage.watcher("ann", one)
    await stage.watch(ann, other)
    await stage.joined("bob", one)
    await stage.joined("cid", other)
    stage.clock.go(PERIOD_S)
    assert stage.news(ann) == [{other.id: 1}]
    assert await stage.watch(ann) == []
    await stage.joined("dan", other)
    stage.clock.go(PERIOD_S)
    assert ann.heard() == []


# who may ---------------------------------------------------------------------------------


async def test_hidden_unknown_and_malformed_rooms_are_left_out_alike() -> None:
    stage = Watching()
    olga = stage.person("olga")
    group, private = stage.room(olga, RoomType.GROUP), stage.room(olga, RoomType.PRIVATE)
    public = stage.room(olga)
    stranger = stage.tab("sam")
    seen = await stage.watch(stranger, group, private, new_id(), "nonsense", public)
    assert [room["_id"] for room in seen] == [public.id]
    for room in (group, private):
        await stage.joined(olga, room)
    stage.clock.go(5)
    assert stranger.heard() == []


async def test_owner_and_members_watch_their_own() -> None:
    stage = Watching()
    olga, bob = stage.person("olga"), stage.person("bob")
    group, private = stage.room(olga, RoomType.GROUP), stage.room(olga, RoomType.PRIVATE)
    stage.rooms.let_in(bob, group)
    assert len(await stage.watch(stage.tab(olga), group, private)) == 2
    assert [room["_id"] for room in await stage.watch(stage.tab(bob), group, private)] == [group.id]


async def test_who_is_removed_hears_that_it_is_gone_and_nothing_more() -> None:
    stage = Watching()
    olga, bob = stage.person("olga"), stage.person("bob")
    group, public = stage.room(olga, RoomType.GROUP), stage.room(olga)
    stage.rooms.let_in(bob, group)
    tab, member = stage.tab(bob), stage.tab(olga)
    for each in (tab, member):
        await stage.watch(each, group, public)
    await stage.joined(olga, group)
    del stage.rooms.members[group.id, bob.id]
    stage.service.put_out(group.id, bob.id)
    assert tab.heard() == [("rooms-changed", {"rooms": [], "gone": [group.id]})]
    stage.clock.go(5)
    assert tab.heard() == []
    assert stage.news(member) == [{group.id: 1}]
    await stage.joined("cid", public)
    stage.clock.go(5)
    assert stage.news(tab) == [{public.id: 1}]


async def test_who_is_removed_while_asking_does_not_slip_in() -> None:
    stage = Watching()
    olga, bob = stage.person("olga"), stage.person("bob")
    group = stage.room(olga, RoomType.GROUP)
    stage.rooms.let_in(bob, group)
    tab = stage.tab(bob)

    def removed() -> None:
        stage.service.put_out(group.id, bob.id)

    stage.rooms.behind_answer = removed
    assert await stage.watch(tab, group) == []
    stage.rooms.behind_answer = lambda: None
    await stage.joined(olga, group)
    stage.clock.go(5)
    assert tab.heard() == []


async def test_an_ended_session_hears_nothing_and_asks_for_nothing() -> None:
    stage = Watching()
    room = stage.room()
    ann = await stage.watcher("ann", room)
    stage.service.sessions_ended({ann.line.session_id})
    ann.heard()
    await stage.joined("bob", room)
    stage.clock.go(5)
    assert ann.heard() == []
    del stage.sessions[ann.line.session_id]
    with pytest.raises(SessionRequired):
        await stage.watch(ann, room)


async def test_who_is_gone_before_the_answer_watches_nothing() -> None:
    stage = Watching()
    room = stage.room()
    ann = stage.tab("ann")
    stage.rooms.behind_answer = lambda: stage.service.closed(ann.line, 0)
    with pytest.raises(SessionRequired):
        await stage.watch(ann, room)
    stage.rooms.behind_answer = lambda: None
    await stage.joined("bob", room)
    stage.clock.go(5)
    assert ann.heard() == []


# what it costs ---------------------------------------------------------------------------


async def test_to_watch_many_rooms_counts_as_many_events() -> None:
    world = World()
    ann = world.wire("ann")
    many, few = {"roomIds": [new_id() for _ in range(500)]}, {"roomIds": [new_id()]}
    answers = [await ann.answer("watch-rooms", many) for _ in range(4)]
    assert [answer.get("code") for answer in answers] == [None, None, None, "rate_limited"]
    world.stage.clock.go(1)
    assert (await ann.answer("watch-rooms", few)) == {"ok": True, "rooms": []}


async def test_of_who_has_gone_nothing_stays_and_the_clock_stands_still() -> None:
    stage = Watching()
    room = stage.room()
    ann = await stage.watcher("ann", room)
    bob = await stage.joined("bob", room)
    stage.service.closed(ann.line, 0)
    lobby = stage.service._lobby
    assert not lobby._rooms
    assert not lobby._watchers
    assert not lobby._crowds._crowds
    stage.clock.go(5)
    stage.service.leave(bob.line)
    assert lobby._crowds._timer is None


async def test_while_nothing_changes_there_is_no_timer() -> None:
    stage = Watching()
    room = stage.room()
    for number in range(2 * CROWD_MAX):
        await stage.watcher(f"w{number}", room)
    crowds = stage.service._lobby._crowds
    assert crowds._timer is None
    await stage.joined("bob", room)
    assert crowds._timer is not None
    stage.clock.go(2 * PERIOD_S)
    assert crowds._timer is None


async def test_many_watchers_hear_in_small_crowds_one_after_the_other() -> None:
    stage = Watching()
    room = stage.room()
    tabs = [await stage.watcher(f"w{number}", room) for number in range(3 * CROWD_MAX)]
    await stage.joined("bob", room)
    heard: list[int] = []
    for _ in range(30):
        stage.clock.go(PACE_S)
        heard.append(sum(len(stage.news(tab)) for tab in tabs))
    assert sum(heard) == len(tabs)
    assert max(heard) == CROWD_MAX


async def test_a_room_is_looked_at_once_for_everybody() -> None:
    stage = Watching()
    room = stage.room()
    for number in range(3 * CROWD_MAX):
        await stage.watcher(f"w{number}", room)
    looks: list[str] = []
    now = stage.rooms.now

    def look(room_id: str) -> RoomNow:
        looks.append(room_id)
        return now(room_id)

    stage.service._lobby._now_in = look
    await stage.joined("bob", room)
    stage.clock.go(2 * PERIOD_S)
    assert looks == [room.id]


async def test_what_is_too_much_for_one_update_comes_with_the_next_and_nothing_is_forgotten() -> (
    None
):
    stage = Watching()
    rooms = [stage.room() for _ in range(3 * UPDATE_MAX)]
    ann = await stage.watcher("ann", *rooms)
    for number, room in enumerate(rooms):
        await stage.joined(f"p{number}", room)
    told: dict[str, int] = {}
    for _ in range(4):
        stage.clock.go(PERIOD_S)
        news = stage.news(ann)
        assert len(news) <= 1
        for update in news:
            assert len(update) <= UPDATE_MAX
            assert not told.keys() & update.keys()
            told |= update
    assert told == {room.id: 1 for room in rooms}


async def test_what_was_late_is_not_told_once_it_is_hidden() -> None:
    stage = Watching()
    olga, bob = stage.person("olga"), stage.person("bob")
    rooms = [stage.room(olga, RoomType.GROUP) for _ in range(2 * UPDATE_MAX)]
    for room in rooms:
        stage.rooms.let_in(bob, room)
    tab = stage.tab(bob)
    await stage.watch(tab, *rooms)
    for number, room in enumerate(rooms):
        guest = stage.person(f"g{number}")
        stage.rooms.let_in(guest, room)
        await stage.joined(guest, room)
    stage.clock.go(0.2)
    [first] = stage.news(tab)
    late = {room.id for room in rooms} - first.keys()
    for room_id in late:
        stage.service.put_out(room_id, bob.id)
    tab.heard()
    stage.clock.go(5)
    assert tab.heard() == []
