"""The socket server of an application: what is listened to, and who hears what."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import structlog

from gethory.kit import clock
from gethory.sio.application import (
    RESERVED,
    Ack,
    Answer,
    Application,
    Event,
    Handler,
    Namespace,
    OnConnect,
    OnDisconnect,
    OnError,
    OnGarbage,
    RawEvent,
    RawHandler,
)
from gethory.sio.client import Client
from gethory.sio.connection import Connection, ConnectionEnded
from gethory.sio.engineio import EngineServer
from gethory.sio.handshake import (
    Authenticate,
    ConnectRefused,
    Handshake,
    HandshakeRefused,
    Recognise,
)
from gethory.sio.options import Options
from gethory.sio.seams import CloseCause

__all__ = [
    "Ack",
    "Answer",
    "Authenticate",
    "ConnectRefused",
    "ConnectionEnded",
    "Handler",
    "Handshake",
    "HandshakeRefused",
    "OnConnect",
    "OnDisconnect",
    "OnError",
    "OnGarbage",
    "Options",
    "RawEvent",
    "RawHandler",
    "Recognise",
    "SocketServer",
]

log = structlog.get_logger()


class SocketServer(EngineServer):
    """Socket.IO 5 on uvicorn's port.

    `authenticate` runs before anything exists for the client. `on_connect` may be a plain or an
    async function and may raise ConnectRefused; `on_disconnect` is called exactly once for each
    connection that `on_connect` let in.
    """

    def __init__(
        self,
        options: Options,
        *,
        authenticate: Authenticate,
        recognise: Recognise | None = None,
        on_connect: OnConnect | None = None,
        on_disconnect: OnDisconnect | None = None,
        monotonic: clock.Monotonic = clock.monotonic,
    ) -> None:
        """`recognise`: see EngineServer. Raises ValueError for a bad name of a namespace."""
        self._application = application = Application(
            namespaces={name: Namespace(name) for name in options.namespaces},
            on_connect=on_connect or _welcome,
            on_disconnect=on_disconnect or _forget,
            on_unknown=_ignore,
            on_error=_log_error,
            on_garbage=_shrug,
        )
        super().__init__(
            options,
            authenticate=authenticate,
            recognise=recognise,
            make_receiver=lambda engine: Client(engine, self._hub, application),
            complain=application.complain,
            monotonic=monotonic,
        )

    @property
    def connections(self) -> Collection[Connection]:
        """Those connected now. It is the live collection: copy it before you await or end any."""
        return self._application.connections

    def on(self, event: str, handler: Handler, *, namespace: str | None = None) -> None:
        """Handle an event, in one namespace or in all. Every ack asked for is answered, whatever
        the handler does."""
        if event in RESERVED:
            raise ValueError(f"{event} is a name of the protocol")
        all_of_them = self._application.namespaces
        names = all_of_them if namespace is None else (namespace,)
        for name in names:
            all_of_them[name].on(event, handler)

    def on_raw(self, event: str, handler: RawHandler) -> None:
        """Handle an event from the bytes that came, in all namespaces: the quickest way.

        What `on` promises of arguments is not looked at: that they are JSON, and how many.
        """
        if event in RESERVED:
            raise ValueError(f"{event} is a name of the protocol")
        for namespace in self._application.namespaces.values():
            namespace.on_raw(event, handler)

    def on_unknown(self, handler: Handler) -> None:
        """Handle every event that nobody handles, the protocol's own names among them."""
        self._application.on_unknown = handler

    def on_error(self, handler: OnError) -> None:
        """A handler raised: log it and say what the client hears."""
        self._application.on_error = handler

    def on_garbage(self, handler: OnGarbage) -> None:
        """A session is closed for what it sent: the moment to say so, if anybody should know."""
        self._application.on_garbage = handler


def _welcome(connection: Connection) -> None:
    del connection


def _forget(connection: Connection, cause: CloseCause) -> None:
    del connection, cause


def _shrug(principal: Any) -> None:
    del principal


def _ignore(connection: Connection, event: Event) -> Ack:
    del connection, event
    return None


def _log_error(connection: Connection, event: Event | RawEvent, error: Exception) -> Ack:
    log.error("socket_handler_failed", sid=connection.sid, event_name=event.name, exc_info=error)
    return None
