"""The packets of one connection, one after the other, also while one of them is awaited."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from gethory.sio.packets import Packet

if TYPE_CHECKING:
    from gethory.sio.engine import Engine
    from gethory.sio.hub import Hub

Turn = Coroutine[Any, Any, None]


class Turns(ABC):
    """Handles a packet at once, or when those before it have been handled."""

    __slots__ = ("_engine", "_hub", "_waiting", "_waiting_bytes")

    def __init__(self, engine: Engine, hub: Hub) -> None:
        self._engine: Engine | None = engine
        self._hub = hub
        self._waiting: deque[Packet] | None = None
        """What came meanwhile; None while nothing is awaited."""
        self._waiting_bytes = 0

    @abstractmethod
    def _handle(self, packet: Packet) -> Turn | None:
        """Do what the packet asks for; what must be awaited for that is returned."""

    @abstractmethod
    def _idle(self) -> None:
        """Nothing is awaited any more."""

    def take(self, packet: Packet) -> None:
        """Handle one packet, now or when its turn comes."""
        if self._waiting is not None:
            self._wait(self._waiting, packet)
            return
        turn = self._handle(packet)
        if turn is not None:
            self._await(turn)

    def _await(self, turn: Turn) -> None:
        self._waiting = deque()
        self._hub.spawn(self._take_turns(turn))

    def _wait(self, waiting: deque[Packet], packet: Packet) -> None:
        waiting.append(packet)
        self._waiting_bytes += packet.size
        options = self._hub.options
        full = self._waiting_bytes >= options.max_waiting_bytes
        if (full or len(waiting) >= options.max_waiting) and self._engine is not None:
            self._engine.pause()

    async def _take_turns(self, turn: Turn) -> None:
        await turn
        while self._waiting:
            packet = self._waiting.popleft()
            if not self._waiting:
                self._waiting_bytes = 0
                if self._engine is not None:
                    self._engine.resume()
            next_turn = self._handle(packet)
            if next_turn is not None:
                await next_turn
        self._waiting = None
        self._idle()

    def _give_up_waiting(self) -> tuple[Packet, ...]:
        """What waits; nobody here will handle it."""
        later = tuple(self._waiting or ())
        if self._waiting:
            self._waiting.clear()
        return later
