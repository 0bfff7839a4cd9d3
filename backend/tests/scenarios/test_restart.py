"""The server is killed while people talk, and knows nobody when it is back."""

from __future__ import annotations

import asyncio

import pytest

from scenarios.client import Client, rosters_agree
from scenarios.conftest import Cast
from scenarios.eventually import eventually
from scenarios.server import Server

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("how", ["kill", "stop"])
async def test_after_a_restart_everybody_returns_under_the_same_peer_id(
    own_server: Server, cast: Cast, how: str
) -> None:
    clients = await cast.pages(own_server, "ann", "bob", "cid")
    room_id = await clients[0].person.room()
    for client in clients:
        await client.join(room_id)
    await clients[1].ask("unmute", {"roomId": room_id})
    await asyncio.to_thread(own_server.kill if how == "kill" else own_server.stop)
    await eventually(lambda: "" if all(c.disconnected for c in clients) else "not all are cut off")
    assert [c.facts("remove-peer") + c.facts("removed") for c in clients] == [[], [], []]
    await own_server.start()
    back = [await cast.page(own_server, client.person) for client in clients]
    for after, before in zip(back, clients, strict=True):
        unmuted = before is clients[1]
        await after.join(room_id, resume=before.resume, muted=not unmuted)
    assert [c.peer_id for c in back] == [c.peer_id for c in clients]
    assert back[0].joined["epoch"] != clients[0].joined["epoch"]
    assert (await back[0].hears("add-peer", 2))["peerId"] == clients[2].peer_id
    assert [fact["muted"] for fact in back[0].facts("add-peer")] == [False, True]
    assert all(client.facts("remove-peer") == [] for client in back)
    await rosters_agree(room_id, *back)


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
    await rosters_agree(room_id, back)
