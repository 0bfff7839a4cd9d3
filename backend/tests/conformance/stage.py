"""A server with the handlers that the official clients play against."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from gethory.sio.connection import Connection, Event
from gethory.sio.server import Ack, Answer, ConnectRefused, Handshake, HandshakeRefused, Options
from sio.rig import House, house

OPTIONS = Options(namespaces=("/", "/api"), ping_interval_ms=200, ping_timeout_ms=2_000)


@asynccontextmanager
async def stage(port: int = 0) -> AsyncIterator[House]:
    """The server, with everything the acts ask for."""
    async with house(OPTIONS, authenticate=by_session, on_connect=welcome, port=port) as place:
        place.server.on("echo", echo)
        place.server.on("slow", slow)
        place.server.on("fail", fail)
        place.server.on("spread", spread)
        place.server.on("where", where)
        place.server.on("ask-me", ask)
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
    connection.emit("echoed", event.args[0], attachments=event.attachments)
    return Answer(event.args[:1], event.attachments)


def spread(connection: Connection, event: Event) -> Ack:
    """All arguments, as the arguments of the ack."""
    return Answer(event.args)


def where(connection: Connection, event: Event) -> Ack:
    """In which namespace this is."""
    return msgspec.json.encode(connection.namespace)


async def ask(connection: Connection, event: Event) -> Ack:
    """Ask the client, and tell it what it said."""
    try:
        return await connection.ask("sum?", *event.args, timeout_s=0.3)
    except TimeoutError:
        return b'"no answer"'


async def slow(connection: Connection, event: Event) -> Ack:
    """Answer after a while."""
    await asyncio.sleep(0.005)
    return bytes(event.args[0])


def fail(connection: Connection, event: Event) -> Ack:
    """Break."""
    raise RuntimeError
