"""What the program above says and hears: its handlers, their words, and who is connected."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from gethory.sio.connection import Connection

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


@dataclass(slots=True)
class Application:
    """What the program above answers with."""

    namespaces: frozenset[str]
    max_waiting: int
    on_connect: OnConnect
    on_disconnect: OnDisconnect
    on_unknown: Handler
    on_error: OnError
    handlers: dict[bytes, tuple[str, Handler]] = field(default_factory=dict)
    """By the event's name as JSON, which is how it comes."""
    connections: set[Connection] = field(default_factory=set)

    def handler(self, name: str) -> Handler:
        """For an event whose name was written in an unusual way, or that nobody handles."""
        known = self.handlers.get(msgspec.json.encode(name))
        return self.on_unknown if known is None else known[1]
