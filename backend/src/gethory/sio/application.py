"""What the program above says and hears: its handlers, their words, and who is connected."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from gethory.sio import packets
from gethory.sio.seams import CloseCause

if TYPE_CHECKING:
    from gethory.sio.connection import Connection

log = structlog.get_logger()

RESERVED = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
)
"""Names from the life of a connection: sent as event names they reach no handler."""

Json = bytes | msgspec.Raw
"""Encoded JSON, UTF-8."""


class Event(msgspec.Struct, frozen=True, gc=False):
    """One event of a client."""

    name: str
    args: list[msgspec.Raw]
    """The arguments behind the name as the JSON that came: valid, UTF-8, not interpreted."""
    ack_id: int | None = None
    attachments: tuple[bytes, ...] = ()
    """What stands in `args` as `{"_placeholder":true,"num":<index here>}`."""

    @property
    def binary(self) -> bool:
        """Whether it came with attachments."""
        return bool(self.attachments)


class RawEvent(msgspec.Struct, frozen=True, gc=False):
    """One event of a client whose arguments nobody has looked at yet."""

    name: str
    payload: bytes
    """Everything behind the name: UTF-8, and meant to be JSON, with commas between arguments."""
    ack_id: int | None = None
    binary: bool = False
    """Whether it came with attachments, which are not here."""


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What an ack carries, in either direction."""

    args: Sequence[Json] = ()
    attachments: Sequence[bytes] = ()
    """What stands in `args` as `{"_placeholder":true,"num":<index here>}`."""


Ack = bytes | Answer | None
"""Bytes are the one argument of an ack, as encoded JSON; None is an ack without any."""
Handler = Callable[["Connection", Event], Ack | Awaitable[Ack]]
"""A plain function is run at once; of one connection one awaitable is awaited at a time."""
RawHandler = Callable[["Connection", RawEvent], Ack]
"""A plain function that finds out by itself whether the payload is JSON."""
OnConnect = Callable[["Connection"], Awaitable[None] | None]
OnDisconnect = Callable[["Connection", CloseCause], Awaitable[None] | None]
OnError = Callable[["Connection", Event | RawEvent, Exception], Ack]
OnGarbage = Callable[[Any], None]
"""Given the principal of a session that sent what is not of the protocols; it is closed for it."""


class Namespace:
    """One namespace: who handles its events, and how they are written."""

    __slots__ = ("handlers", "name", "prefixes", "raw")

    def __init__(self, name: str) -> None:
        """Raises ValueError for what is no name of one."""
        if not name.startswith("/") or "," in name or len(name.encode()) > packets.MAX_NAMESPACE:
            raise ValueError(f"{name!r} is no name of a namespace")
        self.name = name
        self.prefixes = packets.Prefixes(name)
        self.handlers: dict[bytes, tuple[str, Handler]] = {}
        """By the event's name as JSON, which is how it comes."""
        self.raw: dict[bytes, tuple[str, RawHandler]] = {}
        """Those of them that take the event as it came."""

    def on(self, event: str, handler: Handler) -> None:
        """Handle an event."""
        name = packets.encode_name(event)
        self.handlers[name] = (event, handler)
        self.raw.pop(name, None)

    def on_raw(self, event: str, handler: RawHandler) -> None:
        """Handle an event from its bytes."""
        self.on(event, lambda connection, event: handler(connection, _raw(event)))
        self.raw[packets.encode_name(event)] = (event, handler)


def _raw(event: Event) -> RawEvent:
    """An event that came the long way, because of its namespace or because it had to wait."""
    return RawEvent(event.name, b",".join(map(bytes, event.args)), event.ack_id, event.binary)


@dataclass(slots=True)
class Application:
    """What the program above answers with."""

    namespaces: dict[str, Namespace]
    on_connect: OnConnect
    on_disconnect: OnDisconnect
    on_unknown: Handler
    on_error: OnError
    on_garbage: OnGarbage
    connections: set[Connection] = field(default_factory=set)

    def find(self, namespace: Namespace, name: msgspec.Raw) -> tuple[str, Handler]:
        """The event's name and who handles it. Raises PacketError for what is no name."""
        known = namespace.handlers.get(bytes(name))
        if known is None:
            text = packets.event_name(name)  # perhaps it was only written in an unusual way
            known = namespace.handlers.get(packets.encode_name(text), (text, self.on_unknown))
        return known

    def failed(self, connection: Connection, event: Event | RawEvent, error: Exception) -> Ack:
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
