"""People whose line is broken while they do not know it, or while something else happens.

The times of the contract run at a fifth here: a seat is kept for 6 s instead of 30, a ping comes
every 2 s and waits 1.6 s for its answer, instead of 10 and 8.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest

from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.eventually import eventually
from scenarios.proxy import proxy_to
from scenarios.server import Server
from scenarios.truth import all_is_right
from sio.client import TEXT
from sio.client import Client as Raw

pytestmark = pytest.mark.anyio

FIFTH = 0.2
NOTICED_S = 20 * FIFTH
SEAT_S = 30 * FIFTH
SDP = {"type": "offer", "sdp": "x" * 15_000}


async def test_a_second_tab_takes_over_while_the_first_is_away(
    quick_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(quick_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await bob.join(room_id)
    await ann.hears("add-peer")
    await bob.drop()
    await ann.hears("peer-away")
    second = await cast.page(quick_server, bob.person)
    await second.join(room_id)
    await ann.hears("add-peer", 2)
    assert [(event, fact["peerId"]) for event, fact in ann.told if "peer" in event] == [
        ("add-peer", bob.peer_id),
        ("peer-away", bob.peer_id),
        ("remove-peer", bob.peer_id),
        ("add-peer", second.peer_id),
    ]
    first = await cast.page(quick_server, bob.person)  # it has its network again
    ack = await first.ask("join", {"roomId": room_id, "resume": bob.resume})
    assert (ack["ok"], ack["code"]) == (False, "room_not_joined")
    assert first.told == [("removed", {"reason": "replaced", "roomId": room_id})]
    await all_is_right(room_id, ann, second, gone=[bob.peer_id])


async def test_a_line_that_is_dead_in_both_directions_is_noticed_at_both_ends(
    quick_server: Server, cast: Cast
) -> None:
    ann = await cast.page(quick_server, "ann")
    room_id = await ann.person.room()
    await ann.join(room_id)
    async with proxy_to(quick_server.port) as proxy:
        bob, cid = [
            await cast.page(quick_server, await cast.person(quick_server, name), url=proxy.url)
            for name in ("bob", "cid")
        ]
        for client in (bob, cid):
            await client.join(room_id)
        await ann.hears("add-peer", 2)
        proxy.go_dead()
        began = time.monotonic()
        await ann.hears("peer-away", 2)
        assert time.monotonic() - began <= NOTICED_S
        for client in (bob, cid):
            await client.sees(lambda c=client: c.disconnected is not None, "its own loss")
        assert time.monotonic() - began <= NOTICED_S + 0.5
        back = await cast.page(quick_server, bob.person, url=proxy.url)
        await back.join(room_id, resume=bob.resume)
        assert back.peer_id == bob.peer_id
        assert (await ann.hears("peer-back"))["peerId"] == bob.peer_id
        assert (await ann.hears("remove-peer"))["peerId"] == cid.peer_id
        assert time.monotonic() - began <= SEAT_S + 1
        await all_is_right(room_id, ann, back, gone=[cid.peer_id])


async def test_who_does_not_read_is_dropped_and_comes_back_as_somebody_new(
    quick_server: Server, cast: Cast
) -> None:
    ann = await cast.page(quick_server, "ann")
    room_id = await ann.person.room()
    await ann.join(room_id)
    dee = await cast.person(quick_server, "dee")
    deaf = await Raw.connected(
        quick_server.port, headers={"cookie": dee.cookie}, receive_buffer=4096, limit=2**12
    )
    joined = await _join(deaf, room_id)
    peer_id = joined["you"]["peerId"]
    await ann.hears("add-peer")
    payload = {"peerId": peer_id, "sessionDescription": SDP}
    while not ann.facts("peer-away"):  # it is dropped when it is a megabyte behind
        await ann.ask("relay-sdp", payload)
    await eventually(lambda: _unread(quick_server.port), within_s=30 * FIFTH)
    for _ in range(80):  # another megabyte waits for its return
        await ann.tell("relay-sdp", payload)
    back = await cast.page(quick_server, dee)
    await back.join(room_id, resume=joined["you"]["resume"])
    assert back.peer_id != peer_id
    await ann.hears("add-peer", 2)
    assert back.facts("session-description") == []
    deaf.hang_up()
    await all_is_right(room_id, ann, back, gone=[peer_id])


async def _join(raw: Raw, room_id: str) -> dict[str, Any]:
    """The ack of a join; from then on nothing is read any more."""
    raw.send("421" + json.dumps(["join", {"roomId": room_id}]))
    while True:
        kind, payload = await raw.receive_frame()
        if kind == TEXT and payload.startswith(b"431"):
            raw.writer.transport.pause_reading()  # type: ignore[attr-defined]  # asyncio's own
            ack: dict[str, Any] = json.loads(payload[3:])[0]
            return ack


def _unread(port: int) -> str:
    """Whether the kernel still keeps much for clients of this port, as /proc tells."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    local = f"0100007F:{port:04X}"
    kept = sum(int(row[4].partition(":")[0], 16) for row in rows if row[1] == local)
    return f"{kept} bytes wait for clients" if kept > 100_000 else ""


async def test_a_crowd_of_takeovers_leaves_one_of_each_person(
    quick_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(quick_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    tabs = [bob, *[await cast.page(quick_server, bob.person) for _ in range(4)]]
    await asyncio.gather(*(tab.join(room_id) for tab in tabs))
    await eventually(lambda: "" if len(_replaced(tabs)) == 4 else "not four were replaced")
    [left] = [tab for tab in tabs if tab not in _replaced(tabs)]
    gone = [tab.peer_id for tab in tabs if tab is not left]
    await all_is_right(room_id, ann, left, gone=gone)


def _replaced(tabs: list[Client]) -> list[Client]:
    return [tab for tab in tabs if tab.facts("removed")]
