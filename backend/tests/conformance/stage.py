"""A server with the handlers that the official clients play against."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gethory.sio.connection import Connection, Event
from gethory.sio.server import Ack, ConnectRefused, Handshake, HandshakeRefused, Options
from sio.rig import House, house

OPTIONS = Options(namespaces=("/", "/api"), ping_interval_ms=200, ping_timeout_ms=2_000)


@asynccontextmanager
async def stage(port: int = 0) -> AsyncIterator[House]:
    """The server, with everything the acts ask for."""
    async with house(OPTIONS, authenticate=by_session, on_connect=welcome, port=port) as place:
        place.server.on("echo", echo)
        place.server.on("slow", slow)
        place.server.on("fail", fail)
        place.server.on("kick-me", lambda connection, _: connection.disconnect())
        place.server.on_unknown(lambda _connection, _event: b'{"ok":false,"code":"event_unknown"}')
        place.server.on_error(lambda _c, _e, _error: b'{"ok":false,"code":"unavailable"}')
        yield place


async def by_session(handshake: Handshake) -> str:
    """Whoever has a cookie."""
    await asyncio.sleep(0)
    if "cookie" not in handshake.headers:
        raise HandshakeRefused(401, b'{"code":"session_required"}')
    return handshake.headers["cookie"].partition("=")[2]


def welcome(connection: Connection) -> None:
    """Everybody but Eve."""
    if connection.principal == "eve":
        raise ConnectRefused("sockets_exceeded")


def echo(connection: Connection, event: Event) -> Ack:
    """Send it back, as an event and as the ack."""
    if event.binary:
        return b'{"ok":false,"code":"payload_invalid"}'
    connection.emit("echoed", event.args[0])
    return bytes(event.args[0])


async def slow(connection: Connection, event: Event) -> Ack:
    """Answer after a while."""
    await asyncio.sleep(0.005)
    return bytes(event.args[0])


def fail(connection: Connection, event: Event) -> Ack:
    """Break."""
    raise RuntimeError
