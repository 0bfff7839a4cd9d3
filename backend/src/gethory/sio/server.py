"""The socket server of an application: who may come in, what is listened to, how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

import structlog

from gethory.kit import clock
from gethory.sio import asgi
from gethory.sio.application import (
    RESERVED,
    Ack,
    Application,
    CloseCause,
    Event,
    Handler,
    OnConnect,
    OnDisconnect,
    OnError,
    OnGarbage,
)
from gethory.sio.connection import Connection
from gethory.sio.engine import CLOSE_GRACE_S, Carrier, Engine
from gethory.sio.handshake import Authenticate, ConnectRefused, Handshake, HandshakeRefused
from gethory.sio.hub import Hub
from gethory.sio.options import Options
from gethory.sio.packets import encode_name

__all__ = [
    "Ack",
    "Authenticate",
    "ConnectRefused",
    "Handler",
    "Handshake",
    "HandshakeRefused",
    "OnConnect",
    "OnDisconnect",
    "OnError",
    "OnGarbage",
    "Options",
    "SocketServer",
]

log = structlog.get_logger()


class SocketServer:
    """Socket.IO 5 over WebSocket, on uvicorn's port.

    `authenticate` runs before the 101 and before anything exists for the client. `on_connect` may
    be a plain or an async function and may raise ConnectRefused; `on_disconnect` is called exactly
    once for each connection that `on_connect` let in.
    """

    def __init__(
        self,
        options: Options,
        *,
        authenticate: Authenticate,
        on_connect: OnConnect | None = None,
        on_disconnect: OnDisconnect | None = None,
        monotonic: clock.Monotonic = clock.monotonic,
    ) -> None:
        self.options = options
        self.authenticate = authenticate
        self._application = Application(
            namespaces=frozenset(options.namespaces),
            on_connect=on_connect or _welcome,
            on_disconnect=on_disconnect or _forget,
            on_unknown=_ignore,
            on_error=_log_error,
            on_garbage=_shrug,
        )
        self._hub = Hub(options, self._application, monotonic)

    @property
    def connections(self) -> Collection[Connection]:
        """Those connected now. It is the live collection: copy it before you await or end any."""
        return self._application.connections

    def on(self, event: str, handler: Handler) -> None:
        """Handle an event. Every ack asked for is answered, whatever the handler does."""
        if event in RESERVED:
            raise ValueError(f"{event} is a name of the protocol")
        self._application.handlers[encode_name(event)] = (event, handler)

    def on_unknown(self, handler: Handler) -> None:
        """Handle every event that nobody handles, the protocol's own names among them."""
        self._application.on_unknown = handler

    def on_error(self, handler: OnError) -> None:
        """A handler raised: log it and say what the client hears."""
        self._application.on_error = handler

    def on_garbage(self, handler: OnGarbage) -> None:
        """A session is closed for what it sent: the moment to say so, if anybody should know."""
        self._application.on_garbage = handler

    def websocket_protocol(self) -> type[asyncio.Protocol]:
        """The class for `uvicorn.Config(ws=...)`; every upgrade on that port comes here."""
        return asgi.upgrade_class(self)

    def http_app(self) -> asgi.HttpApp:
        """The ASGI application for plain HTTP requests to the same path."""
        return asgi.refuse_polling

    def open(self, carrier: Carrier, principal: Any) -> Engine:
        """A WebSocket of an authenticated client is there."""
        return Engine(self._hub, carrier, principal)

    async def close(self) -> None:
        """End every connection and wait, for a short time, until what they started is done."""
        for engine in self._hub.wheel.items():
            engine.shutdown()
        await asyncio.sleep(0)
        if self._hub.tasks:
            await asyncio.wait(tuple(self._hub.tasks), timeout=CLOSE_GRACE_S)
        if len(self._hub.wheel):
            await asyncio.sleep(CLOSE_GRACE_S)


def _welcome(connection: Connection) -> None:
    del connection


def _forget(connection: Connection, cause: CloseCause) -> None:
    del connection, cause


def _shrug(principal: Any) -> None:
    del principal


def _ignore(connection: Connection, event: Event) -> Ack:
    del connection, event
    return None


def _log_error(connection: Connection, event: Event, error: Exception) -> Ack:
    log.error("socket_handler_failed", sid=connection.sid, event_name=event.name, exc_info=error)
    return None
