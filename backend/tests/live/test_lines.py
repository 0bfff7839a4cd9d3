"""How many sockets a person may have, and what is held back."""

from __future__ import annotations

import pytest

from gethory.kit.ids import new_id
from gethory.live.lines import HeldBack, Lines, SocketsExceeded
from live.stage import Stage

pytestmark = pytest.mark.anyio


async def test_over_the_limit_the_oldest_socket_without_a_room_gives_way() -> None:
    stage = Stage()
    room = stage.room()
    ann = stage.person("ann")
    tabs = [stage.tab(ann) for _ in range(10)]
    await stage.join(tabs[0], room)
    stage.tab(ann)
    assert [tab.disconnected for tab in tabs] == [False, True, *[False] * 8]
    stage.tab(ann)
    assert [tab.disconnected for tab in tabs] == [False, True, True, *[False] * 7]
    assert not stage.tab("bob").disconnected


async def test_when_all_sockets_are_in_rooms_a_new_one_is_refused() -> None:
    stage = Stage()
    ann = stage.person("ann")
    for _ in range(10):
        await stage.joined(ann, stage.room())
    with pytest.raises(SocketsExceeded):
        stage.tab(ann)
    stage.tab("bob")


async def test_a_closed_socket_makes_room_for_another() -> None:
    stage = Stage()
    ann = stage.person("ann")
    tabs = [await stage.joined(ann, stage.room()) for _ in range(10)]
    stage.service.closed(tabs[3].line, 30)
    assert not stage.tab(ann).disconnected


async def test_a_line_that_gave_way_may_close_without_harm() -> None:
    stage = Stage(rate_limit_scale=0.1)
    ann = stage.person("ann")
    first, second = stage.tab(ann), stage.tab(ann)
    assert first.disconnected
    stage.service.closed(first.line, 0)
    stage.service.closed(first.line, 0)
    room = stage.room()
    await stage.join(second, room)
    assert stage.presence.people(room.id) == (ann,)


def test_lines_are_found_by_session() -> None:
    lines = Lines(10)
    stage = Stage()
    session = new_id()
    mine = [stage.tab("ann", session).line for _ in range(2)]
    other = stage.tab("bob").line
    for line in (*mine, other):
        lines.add(line)
    assert lines.of_sessions({session}) == tuple(mine)
    assert lines.remove(other)
    assert not lines.remove(other)
    assert other not in lines


def test_what_is_held_back_comes_in_order_and_before_a_disconnect() -> None:
    tab = Stage().tab("ann")
    held = HeldBack(tab.line)
    tab.line.outlet.emit("peer-away", b'{"peerId":"one"}')
    tab.line.outlet.emit("peer-away", b'{"peerId":"two"}')
    assert tab.told == []
    tab.line.outlet.disconnect()
    assert [fact["peerId"] for _, fact in tab.told] == ["one", "two"]
    assert tab.disconnected
    held.release()
    tab.line.outlet.emit("peer-away", b'{"peerId":"three"}')
    assert [fact["peerId"] for _, fact in tab.told] == ["one", "two", "three"]
