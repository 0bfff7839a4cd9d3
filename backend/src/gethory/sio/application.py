"""What the program above says and hears: its handlers, their words, and who is connected."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from gethory.sio import packets

if TYPE_CHECKING:
    from gethory.sio.connection import Connection

log = structlog.get_logger()

RESERVED = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
)
"""Names from the life of a connection: sent as event names they reach no handler."""


class CloseCause(StrEnum):
    """Why a connection ended."""

    LEFT = auto()
    """The client sent DISCONNECT."""
    CLOSED = auto()
    """The client closed the WebSocket with 1000 or 1001: its tab was closed or reloaded."""
    LOST = auto()
    """Anything else: an error, a timeout, a client that did not read or sent garbage."""
    ENDED = auto()
    """The application ended it."""
    SHUTDOWN = auto()
    """This server goes down; the client will look for its successor."""


class Event(msgspec.Struct, frozen=True, gc=False):
    """One event of a client."""

    name: str
    args: list[msgspec.Raw]
    """The arguments behind the name as the JSON that came: valid, UTF-8, not interpreted."""
    ack_id: int | None = None
    binary: bool = False
    """It announced binary attachments. They are not kept: `args` has their placeholders."""


Ack = bytes | None
"""The one argument of an ack, as encoded JSON; None for an ack without any."""
Handler = Callable[["Connection", Event], Ack | Awaitable[Ack]]
"""A plain function is run at once; of one connection one awaitable is awaited at a time."""
OnConnect = Callable[["Connection"], Awaitable[None] | None]
OnDisconnect = Callable[["Connection", CloseCause], Awaitable[None] | None]
OnError = Callable[["Connection", Event, Exception], Ack]
OnGarbage = Callable[[Any], None]
"""Given the principal of a session that sent what is not of the protocols; it is closed for it."""


@dataclass(slots=True)
class Application:
    """What the program above answers with."""

    namespaces: frozenset[str]
    on_connect: OnConnect
    on_disconnect: OnDisconnect
    on_unknown: Handler
    on_error: OnError
    on_garbage: OnGarbage
    handlers: dict[bytes, tuple[str, Handler]] = field(default_factory=dict)
    """By the event's name as JSON, which is how it comes."""
    connections: set[Connection] = field(default_factory=set)

    def find(self, name: msgspec.Raw) -> tuple[str, Handler]:
        """The event's name and who handles it. Raises PacketError for what is no name."""
        known = self.handlers.get(bytes(name))
        if known is None:
            text = packets.event_name(name)  # perhaps it was only written in an unusual way
            known = self.handlers.get(packets.encode_name(text), (text, self.on_unknown))
        return known

    def failed(self, connection: Connection, event: Event, error: Exception) -> Ack:
        """A handler raised: what the client hears."""
        try:
            return self.on_error(connection, event, error)
        except Exception:
            log.exception("socket_error_handler_failed")
            return None

    def complain(self, principal: Any) -> None:
        """What came from this principal is not of the protocols."""
        try:
            self.on_garbage(principal)
        except Exception:
            log.exception("socket_garbage_handler_failed")

    def farewell(
        self, connection: Connection, cause: CloseCause
    ) -> Coroutine[Any, Any, None] | None:
        """A connection that was let in has ended; what is left to await for that is returned."""
        try:
            result = self.on_disconnect(connection, cause)
        except Exception:
            log.exception("socket_disconnect_failed")
            return None
        return None if result is None else _awaited(result)


async def _awaited(result: Awaitable[None]) -> None:
    try:
        await result
    except Exception:
        log.exception("socket_disconnect_failed")
