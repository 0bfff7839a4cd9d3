"""The official Python client is the other judge."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import socketio

from conformance.stage import stage
from gethory.sio.connection import CloseCause
from sio.rig import eventually

pytestmark = pytest.mark.anyio


WAYS = [["websocket"], ["polling"], None]
"""None is the default: polling first, then an upgrade."""


class Seen:
    """A client and what it saw."""

    def __init__(
        self, namespace: str, way: list[str] | None, session: aiohttp.ClientSession
    ) -> None:
        self.namespace = namespace
        self.way = way
        self.io = socketio.AsyncClient(
            http_session=session, reconnection_delay=0.05, randomization_factor=0
        )
        self.connects = 0
        self.echoed: list[Any] = []
        self.reasons: list[str] = []
        self.io.on("connect", self._connected, namespace=namespace)
        self.io.on("echoed", self._echoed, namespace=namespace)
        self.io.on("sum?", sum, namespace=namespace)
        self.io.on("disconnect", self._disconnected, namespace=namespace)

    async def open(self, port: int) -> None:
        await self.io.connect(
            f"http://127.0.0.1:{port}", transports=self.way, namespaces=[self.namespace]
        )

    async def ask(self, event: str, payload: object) -> Any:
        return await self.io.call(event, payload, namespace=self.namespace, timeout=5)

    async def _connected(self) -> None:
        self.connects += 1

    async def _echoed(self, payload: Any) -> None:
        self.echoed.append(payload)

    async def _disconnected(self, reason: str) -> None:
        self.reasons.append(reason)


@asynccontextmanager
async def client(
    namespace: str = "/", way: list[str] | None = None, cookie: str | None = "who=ann"
) -> AsyncIterator[Seen]:
    """The cookie is the session's: given to `connect`, the client forgets it as it reconnects."""
    headers = {} if cookie is None else {"cookie": cookie}
    async with aiohttp.ClientSession(headers=headers) as session:
        seen = Seen(namespace, way, session)
        yield seen
        await seen.io.shutdown()


@pytest.mark.parametrize("namespace", ["/", "/api"])
@pytest.mark.parametrize("way", WAYS)
async def test_the_python_client_connects_asks_and_leaves(
    namespace: str, way: list[str] | None
) -> None:
    async with stage() as place, client(namespace, way) as seen:
        await seen.open(place.port)
        assert seen.io.transport() == ("websocket" if way is None else way[0])
        assert await seen.ask("echo", {"a": [1, "\u20ac", None]}) == {"a": [1, "\u20ac", None]}
        assert await seen.ask("slow", 2) == 2
        assert await seen.ask("fail", 0) == {"ok": False, "code": "unavailable"}
        assert await seen.ask("nobody", 0) == {"ok": False, "code": "event_unknown"}
        assert await seen.ask("echo", {"a": [b"\x01", "x"]}) == {"a": [b"\x01", "x"]}
        assert await seen.ask("ask-me", [20, 22]) == 42
        await eventually(lambda: "" if seen.echoed else "nothing echoed")
        await seen.io.disconnect()
        await place.empty()
        # It races: its close frame (1000) may be written before the DISCONNECT that it queued.
        ((_, cause),) = place.ended
        assert cause in {CloseCause.LEFT, CloseCause.CLOSED}


@pytest.mark.parametrize("way", WAYS)
async def test_the_python_client_stays_through_heartbeats(way: list[str] | None) -> None:
    async with stage() as place, client("/", way) as seen:
        await seen.open(place.port)
        (connection,) = place.server.connections
        first = connection.last_packet_at
        await eventually(
            lambda: "" if connection.last_packet_at > first + 0.5 else "no heartbeat was seen"
        )
        assert seen.io.connected
        assert not place.ended


@pytest.mark.parametrize("way", WAYS)
async def test_the_python_client_is_refused_without_a_session(way: list[str] | None) -> None:
    async with stage() as place, client("/", way, cookie=None) as seen:
        with pytest.raises(socketio.exceptions.ConnectionError):
            await seen.open(place.port)
        await place.empty()
        assert not place.connected


@pytest.mark.parametrize(("namespace", "cookie"), [("/nowhere", "who=ann"), ("/api", "who=eve")])
async def test_the_python_client_hears_a_connect_error(namespace: str, cookie: str) -> None:
    async with stage() as place, client(namespace, cookie=cookie) as seen:
        with pytest.raises(socketio.exceptions.ConnectionError):
            await seen.open(place.port)
        assert not place.server.connections


@pytest.mark.parametrize("way", WAYS)
async def test_the_python_client_does_not_come_back_when_the_server_ended_it(
    way: list[str] | None,
) -> None:
    async with stage() as place, client("/", way) as seen:
        await seen.open(place.port)
        await seen.io.emit("kick-me", {})
        await place.ended_by(CloseCause.ENDED)
        await eventually(lambda: "" if seen.reasons else "it does not know that it is out")
        assert seen.reasons == ["server disconnect"]
        assert seen.connects == 1


@pytest.mark.parametrize("way", WAYS)
async def test_the_python_client_comes_back_to_a_server_that_was_restarted(
    way: list[str] | None,
) -> None:
    async with client("/", way) as seen:
        async with stage() as place:
            await seen.open(place.port)
            port = place.port
        assert place.ended[0][1] is CloseCause.SHUTDOWN
        async with stage(port):
            await eventually(lambda: "" if seen.connects == 2 else "it did not come back")
            assert await seen.ask("echo", 1) == 1
