"""The seats of peers that are away: what waits for them, and when they are given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

PACKETS_MAX = 256
BYTES_MAX = 1_000_000


class Timer(Protocol):
    """What a `Later` gives back."""

    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Timer]
"""Calls back once, after that many seconds."""


class Waiting(NamedTuple):
    """One relayed packet for somebody who is away."""

    sender_id: str
    event: str
    payload: bytes


class KeptSeat:
    """One kept seat. Once more waits than may, nothing waits, and a resume is a new join."""

    __slots__ = ("_bytes", "_timer", "_waiting")

    def __init__(self, timer: Timer) -> None:
        self._timer = timer
        self._waiting: list[Waiting] | None = []
        self._bytes = 0

    @property
    def overflowed(self) -> bool:
        return self._waiting is None

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What waits, in the order in which it came."""
        return tuple(self._waiting or ())

    def hold(self, packet: Waiting) -> None:
        """Keep the packet for the return of the peer."""
        if self._waiting is None:
            return
        self._waiting.append(packet)
        self._bytes += len(packet.payload)
        if len(self._waiting) > PACKETS_MAX or self._bytes > BYTES_MAX:
            self._waiting = None

    def end(self) -> None:
        """The peer is back or gone."""
        self._timer.cancel()
