"""Three hundred people come back at once after the server was killed."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest

from scenarios.crowd import SECRETS, Visitor, crowd
from scenarios.server import Server

pytestmark = pytest.mark.anyio
PEOPLE, PER_ROOM = 300, 10
BACK_S = 30.0


@pytest.mark.timeout(120)
async def test_a_storm_of_returns_leaves_everybody_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    visitors = await crowd(tmp_path / "data", PEOPLE, PER_ROOM)
    # The rates of production: nobody is turned away for coming back.
    server = Server(tmp_path, RATE_LIMIT_SCALE="0.1", **SECRETS)
    random = Random(1)
    try:
        await server.start()
        await asyncio.gather(*(one.come(server.port, random) for one in visitors))
        before = [one.peer_id for one in visitors]
        await _all_is_right(visitors)

        await asyncio.to_thread(server.kill)
        restarted = asyncio.create_task(server.start())
        began = time.monotonic()
        for one in visitors:
            _hang_up(one)
        await asyncio.gather(*(one.come(server.port, random) for one in visitors))
        assert time.monotonic() - began < BACK_S
        await restarted

        assert [one.peer_id for one in visitors] == before
        assert [one.refused for one in visitors] == [[]] * PEOPLE
        await _all_is_right(visitors)
        assert "[error" not in server.output()
    finally:
        for one in visitors:
            _hang_up(one)
        server.stop()


async def _all_is_right(visitors: list[Visitor]) -> None:
    """The rosters are the server's, and in each room everybody reaches their neighbour, nobody of
    the next room."""
    rooms: dict[str, list[Visitor]] = defaultdict(list)
    for one in visitors:
        rooms[one.room_id].append(one)
    await asyncio.gather(*(one.join() for one in visitors))
    everybody = list(rooms.values())
    for inside, strangers in zip(everybody, everybody[1:] + everybody[:1], strict=True):
        ids = {one.peer_id for one in inside}
        assert all(one.roster == ids - {one.peer_id} for one in inside)
        await _reach(inside, strangers[0])


async def _reach(inside: list[Visitor], stranger: Visitor) -> None:
    for one, neighbour in zip(inside, inside[1:] + inside[:1], strict=True):
        neighbour.heard.clear()
        said = {"peerId": neighbour.peer_id, "icecandidate": None}
        assert (await one.ask("relay-ice", said))["ok"]
        refused = await one.ask("relay-ice", {**said, "peerId": stranger.peer_id})
        assert refused["code"] == "peer_not_found"
        await neighbour.join()  # whatever was sent before its ack has come
        assert neighbour.heard == [one.peer_id]


def _hang_up(one: Visitor) -> None:
    if one.socket is not None:
        one.socket.hang_up()
        one.socket = None
