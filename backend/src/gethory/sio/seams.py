"""The seams of a session: what carries its packets, what takes its messages, why it ends."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import ClassVar, Protocol


class CloseCause(StrEnum):
    """Why a session, or a connection in it, ended."""

    LEFT = auto()
    """The client left the namespace: it sent DISCONNECT."""
    CLOSED = auto()
    """The client closed the session: its tab was closed or reloaded."""
    LOST = auto()
    """Anything else: an error, a timeout, a client that did not read or sent garbage."""
    ENDED = auto()
    """The application ended it."""
    SHUTDOWN = auto()
    """This server goes down; the client will look for its successor."""


class Carrier(Protocol):
    """What carries the packets of one session: text, and Binary ones."""

    upgrades: ClassVar[tuple[str, ...]]
    """What the client may change to."""
    close_grace_s: ClassVar[float]
    """How long a client may take to answer a close before nothing of it is kept."""

    def send(self, out: list[bytes]) -> list[bytes] | None:
        """Send these packets, in order; returns those that wait for the next time. Tells the
        session when it cannot keep up."""

    def close(self, code: int, out: list[bytes] | None) -> None:
        """Say goodbye behind these packets (codes: RFC 6455, 7.4)."""

    def abort(self) -> None:
        """Be gone now, with whatever was not sent."""

    def pause(self) -> None:
        """Read nothing more."""

    def resume(self) -> None:
        """Read again."""


class Receiver(Protocol):
    """What takes the messages of one session."""

    def receive(self, message: bytes) -> None:
        """Take a text message, the type of its packet (`4`) included."""

    def receive_binary(self, message: bytes) -> None:
        """Take a binary message."""

    def is_idle(self) -> bool:
        """Whether the client has yet to say what it wants. It may not be so for long."""

    def end(self, cause: CloseCause) -> None:
        """The session is over; said once."""


class Session(Protocol):
    """What a WebSocket hands its frames to."""

    def receive(self, packet: bytes) -> None:
        """A text packet came."""

    def receive_binary(self, message: bytes) -> None:
        """A binary packet came."""

    def touch(self) -> None:
        """A frame came that asks for nothing."""

    def fail(self, code: int = 1002) -> None:
        """A frame came that is none, or too large: 1009."""

    def closed_by_client(self, code: int) -> None:
        """A close frame came; 1005 is one without a code."""

    def pause_writing(self) -> None:
        """The client is behind."""

    def resume_writing(self) -> None:
        """The client caught up."""

    def lost(self) -> None:
        """The TCP connection is gone."""

    def shutdown(self) -> None:
        """The server goes down."""
