"""The server is asked to stop while people talk, whatever some of them do, and comes back."""

from __future__ import annotations

import asyncio
import json
import signal
import time

import pytest
import socketio

from gethory.live.restart import LATEST_MS, SOONEST_MS
from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.eventually import eventually
from scenarios.people import Person
from scenarios.server import Server
from scenarios.truth import all_is_right
from sio.client import Client as Raw
from sio.poller import Poller

pytestmark = pytest.mark.anyio
STALLED = b"POST /api/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"


async def test_everybody_is_asked_back_and_finds_the_room_as_it_was(
    own_server: Server, cast: Cast
) -> None:
    clients = await cast.pages(own_server, "ann", "bob", "cid", "dee")
    room_id = await clients[0].person.room()
    for client in clients:
        await client.join(room_id)
    await clients[1].ask("unmute", {"roomId": room_id})
    await clients[0].hears("add-peer", 3)
    for client in clients:
        await client.hears("unmute")
        client.told.clear()

    took_s = await _stops(own_server)

    assert took_s < 5
    for client in clients:
        await client.sees(lambda c=client: c.disconnected is not None, "its end")
        assert client.disconnected != "server disconnect"  # a DISCONNECT packet: not to come back
        assert [event for event, _ in client.told] == ["server-restarting"]
    delays = [client.told[0][1]["retryInMs"] for client in clients]
    assert len(set(delays)) == len(clients)
    assert SOONEST_MS <= min(delays) <= max(delays) <= LATEST_MS

    await own_server.start()
    back = await _come_back(own_server, cast, room_id, clients, unmuted=clients[1])
    assert [client.peer_id for client in back] == [client.peer_id for client in clients]
    assert all(client.facts("remove-peer") == [] for client in back)
    seen_muted = [peer["muted"] for peer in (await back[0].join(room_id))["peers"]]
    assert sorted(seen_muted) == [False, True, True]
    await all_is_right(room_id, *back)


async def test_nobody_holds_it_up(own_server: Server, cast: Cast) -> None:
    ann = await cast.page(own_server, "ann")
    room_id = await ann.person.room()
    await ann.join(room_id)
    deaf = await _deaf(own_server, ann, await cast.person(own_server, "dee"), room_id)
    began = [await asyncio.open_connection("127.0.0.1", own_server.port) for _ in range(3)]
    began[0][1].write(STALLED + b"Content-Length: 500\r\n\r\n{")
    began[1][1].write(b"GET /api/user HTTP/1.1\r\nHost: h\r\nX: ")
    poller = await Poller.open(own_server.port, {"cookie": ann.person.cookie})
    try:
        assert await _stops(own_server) < 5
        assert "Traceback" not in own_server.output()
        assert "[error" not in own_server.output()
    finally:
        deaf.hang_up()
        await poller.hang_up()
        for _, writer in began:
            writer.transport.abort()


async def test_an_official_client_comes_back_by_itself(own_server: Server, cast: Cast) -> None:
    ann = await cast.person(own_server, "ann")
    connects: list[str] = []
    official = socketio.AsyncClient()
    official.on("connect", lambda: connects.append(official.get_sid() or ""))
    # Not as a cookie: python-engineio 4.15 forgets that one when it connects again.
    bearer = {"Authorization": f"Bearer {ann.rest.cookies['accessToken']}"}
    try:
        await official.connect(own_server.url, headers=bearer, transports=["websocket"])
        await _stops(own_server, signal.SIGINT)
        assert own_server.output().endswith("\n  Stopped.\n")
        await own_server.start()
        await eventually(lambda: "" if len(connects) == 2 else "it did not come back", 20)
    finally:
        await official.shutdown()


async def _stops(server: Server, how: signal.Signals = signal.SIGTERM) -> float:
    """The seconds it took, with exit code 0."""
    began = time.monotonic()
    assert await asyncio.to_thread(server.stop, how) == 0
    return time.monotonic() - began


async def _come_back(
    server: Server, cast: Cast, room_id: str, clients: list[Client], unmuted: Client
) -> list[Client]:
    back = [await cast.page(server, client.person) for client in clients]
    for after, before in zip(back, clients, strict=True):
        await after.join(room_id, resume=before.resume, muted=before is not unmuted)
    return back


async def _deaf(server: Server, sender: Client, person: Person, room_id: str) -> Raw:
    """Somebody in the room for whom much waits that they do not read."""
    cookie = {"cookie": person.cookie}
    raw = await Raw.connected(server.port, headers=cookie, receive_buffer=4096, limit=2**12)
    raw.send("42" + json.dumps(["join", {"roomId": room_id}]))
    peer_id = (await sender.hears("add-peer"))["peerId"]
    description = {"type": "offer", "sdp": "x" * 15_000}
    for _ in range(40):
        await sender.ask("relay-sdp", {"peerId": peer_id, "sessionDescription": description})
    return raw
