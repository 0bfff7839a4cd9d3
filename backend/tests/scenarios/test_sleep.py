"""People whose device does not run for a while: a process that is stopped, a closed laptop."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.elsewhere import Elsewhere
from scenarios.eventually import eventually
from scenarios.people import ask
from scenarios.server import Server
from scenarios.truth import all_is_right
from sio.client import Client as Raw
from sio.client import Refused

pytestmark = pytest.mark.anyio

FIFTH = 0.2
"""The times of `quick_server`: a seat is kept for 6 s instead of 30."""


@pytest.fixture
async def pages(quick_server: Server, cast: Cast) -> AsyncIterator[list[Elsewhere]]:
    """Two people in processes of their own."""
    async with AsyncExitStack() as end:
        pages = []
        for name in ("bob", "cid"):
            page = Elsewhere(quick_server, await cast.person(quick_server, name))
            end.push_async_callback(page.close)
            pages.append(page)
        yield pages


async def test_a_stop_of_20_s_is_no_leave_and_one_of_60_s_is_one_return(
    quick_server: Server, cast: Cast, pages: list[Elsewhere]
) -> None:
    ann = await cast.page(quick_server, "ann")
    room_id = await ann.person.room()
    await ann.join(room_id)
    napper, sleeper = pages
    for page in pages:
        await page.enter(room_id)
    before = [page.peer_id for page in pages]
    await ann.hears("add-peer", 2)
    for page in pages:  # so that the time of its seat begins now
        await page.ask("leave", {"roomId": "f" * 24})
        page.stop()
    began = time.monotonic()
    await ann.hears("peer-away", 2)
    assert time.monotonic() - began <= 20 * FIFTH

    await _until(began + 20 * FIFTH)
    napper.go_on()
    back = await ann.hears("peer-back")
    assert back["peerId"] == before[0]
    await napper.sees(lambda: napper.disconnected and napper.joined, "its return")

    assert (await ann.hears("remove-peer"))["peerId"] == before[1]
    assert 30 * FIFTH - 1 < time.monotonic() - began < 30 * FIFTH + 1
    await _until(began + 60 * FIFTH)
    sleeper.go_on()
    new = (await ann.hears("add-peer", 3))["peerId"]
    await sleeper.sees(lambda: sleeper.peer_id == new, "its new seat")
    assert new != before[1]
    assert napper.peer_id == before[0]
    assert len(ann.facts("remove-peer")) == 1
    await all_is_right(room_id, ann, napper, sleeper, gone=[before[1]])


SHIFTED = """
import datetime, pathlib, time
def shift(file=pathlib.Path({file!r})):
    return float(file.read_text() or 0)
on_the_wall = time.time
time.time = lambda: on_the_wall() + shift()
from gethory.kit import clock
right_now = clock.now
clock.now = lambda: right_now() + datetime.timedelta(seconds=shift())
"""
"""A server whose clock on the wall can be set; durations are measured by another one."""


class Timed(Server):
    """Keeps a seat for 3 s."""

    def __init__(self, folder: Path) -> None:
        self._shift = folder / "shift"
        self.set_clock(0)
        super().__init__(folder, prelude=SHIFTED.format(file=str(self._shift)), SEAT_KEPT_S="3")

    def set_clock(self, minutes: float) -> None:
        """Ahead of the right time by so much."""
        self._shift.write_text(str(minutes * 60))


@pytest.fixture(scope="module")
async def timed_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Timed]:
    server = Timed(tmp_path_factory.mktemp("timed"))
    await server.start()
    yield server
    server.stop()


async def test_a_laptop_that_slept_for_hours_is_back_signed_in_and_muted(
    timed_server: Timed, cast: Cast
) -> None:
    timed_server.set_clock(0)
    ann, bob = await cast.pages(timed_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await bob.join(room_id)
    await bob.ask("unmute", {"roomId": room_id})
    stale = bob.person.cookie
    await bob.drop()
    await ann.hears("remove-peer")
    timed_server.set_clock(8 * 60)

    with pytest.raises(Refused) as refused:
        await Raw.open(timed_server.port, headers={"cookie": stale})
    assert refused.value.status == 401
    for person in (ann.person, bob.person):
        await ask(person.rest, "POST", "/api/auth/refresh")
    back = await cast.page(timed_server, bob.person)
    await back.join(room_id, resume=bob.resume, muted=False)
    assert back.peer_id != bob.peer_id
    # Whatever the client thinks of its microphone: it comes in muted.
    assert (await ann.hears("add-peer", 2))["muted"] is True
    assert ann.disconnected is None  # her own token ended too, and closed nothing
    await all_is_right(room_id, ann, back, gone=[bob.peer_id])


async def test_a_clock_that_jumps_puts_nobody_out(timed_server: Timed, cast: Cast) -> None:
    timed_server.set_clock(0)
    ann, bob = await cast.pages(timed_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await bob.join(room_id)
    for minutes in (9, -10, 0):
        timed_server.set_clock(minutes)
        assert (await ann.person.rest.get("/api/user")).status_code == 200
        bob = await _blinks(timed_server, cast, room_id, ann, bob)
    # An hour ahead the access tokens have ended: sockets stay, sessions renew.
    timed_server.set_clock(60)
    assert (await ann.person.rest.get("/api/user")).status_code == 401
    for person in (ann.person, bob.person):
        await ask(person.rest, "POST", "/api/auth/refresh")
    bob = await _blinks(timed_server, cast, room_id, ann, bob)
    timed_server.set_clock(0)
    bob = await _blinks(timed_server, cast, room_id, ann, bob)
    cid = await cast.page(timed_server, "cid")
    await cid.join(room_id)
    await ann.hears("add-peer", 2)
    assert ann.facts("remove-peer") == []
    assert [fact["peerId"] for fact in ann.facts("add-peer")] == [bob.peer_id, cid.peer_id]
    await all_is_right(room_id, ann, bob, cid)


async def _blinks(server: Server, cast: Cast, room_id: str, ann: Client, bob: Client) -> Client:
    """Bob's line breaks, and he takes his seat again: his next page."""
    times = len(ann.facts("peer-away")) + 1
    await bob.drop()
    await ann.hears("peer-away", times)
    back = await cast.page(server, bob.person)
    await back.join(room_id, resume=bob.resume)
    assert back.peer_id == bob.peer_id
    await ann.hears("peer-back", times)
    await all_is_right(room_id, ann, back)
    return back


async def _until(moment: float) -> None:
    await eventually(lambda: "" if time.monotonic() >= moment else "time stands still", 60)
