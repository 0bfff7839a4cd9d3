"""The server is killed while people talk, and knows nobody when it is back."""

from __future__ import annotations

import asyncio

import pytest

from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.eventually import eventually
from scenarios.server import Server
from scenarios.truth import all_is_right

pytestmark = pytest.mark.anyio


async def test_eight_people_return_after_a_kill_but_one(own_server: Server, cast: Cast) -> None:
    names = ("ann", "bob", "cid", "dee", "eve", "fay", "gil", "hal")
    clients = await cast.pages(own_server, *names)
    room_id = await clients[0].person.room()
    for client in clients:
        await client.join(room_id)
    for client in clients[1::2]:
        await client.ask("unmute", {"roomId": room_id})
    await asyncio.to_thread(own_server.kill)
    await eventually(lambda: "" if all(c.disconnected for c in clients) else "not all are cut off")
    assert all(c.facts("remove-peer") + c.facts("removed") == [] for c in clients)
    await own_server.start()
    lost, *rest = clients
    back = await asyncio.gather(*(cast.page(own_server, one.person) for one in rest))
    for number, after in enumerate(back):
        await after.join(room_id, resume=rest[number].resume, muted=bool(number % 2))
    assert [c.peer_id for c in back] == [c.peer_id for c in rest]
    assert back[0].joined["epoch"] != clients[0].joined["epoch"]
    await back[0].hears("add-peer", 6)
    assert [fact["peerId"] for fact in back[0].facts("add-peer")] == [c.peer_id for c in rest[1:]]
    assert [fact["muted"] for fact in back[0].facts("add-peer")] == [True, False] * 3
    assert all(client.facts("remove-peer") == [] for client in back)
    await all_is_right(room_id, *back, gone=[lost.peer_id])


async def test_who_does_not_return_is_missing_and_nobody_is_told_twice(
    own_server: Server, cast: Cast
) -> None:
    ann, bob = await cast.pages(own_server, "ann", "bob")
    room_id = await ann.person.room()
    await ann.join(room_id)
    await bob.join(room_id)
    own_server.kill()
    await eventually(lambda: "" if ann.disconnected else "ann is not cut off")
    await own_server.start()
    back: Client = await cast.page(own_server, ann.person)
    await back.join(room_id, resume=ann.resume)
    assert back.told == []
    await all_is_right(room_id, back, gone=[bob.peer_id])
