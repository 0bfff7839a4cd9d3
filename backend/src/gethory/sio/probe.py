"""A WebSocket that wants to carry a session which began with long-polling.

Source: Engine.IO protocol 4, "Upgrade": the client sends `2probe`, hears `3probe`, lets its GET
come to an end, and sends `5`. Until then everything goes the old way, so nothing is lost and
nothing is overtaken.
"""

from __future__ import annotations

from enum import Enum, auto

from gethory.sio.hub import Hub
from gethory.sio.payloads import PROBE, PROBED, UPGRADE
from gethory.sio.polling import PollingCarrier
from gethory.sio.websocket import WebSocketCarrier


class Stage(Enum):
    """How far it has come."""

    NEW = auto()
    PROBED = auto()
    OVER = auto()


class Probe:
    """The session of such a WebSocket until it is the session's carrier."""

    __slots__ = ("_carrier", "_hub", "_polling", "_stage", "slot")

    def __init__(self, hub: Hub, carrier: WebSocketCarrier, polling: PollingCarrier) -> None:
        self._hub = hub
        self._carrier = carrier
        self._polling = polling
        self._stage = Stage.NEW
        self.slot = -1
        if polling.may_upgrade:
            polling.probed_by(self)
            hub.wheel.put(self, hub.options.upgrade_timeout_s)
        else:
            hub.soon(self.fail)  # behind the 101

    def receive(self, packet: bytes) -> None:
        """A text packet came."""
        if self._stage is Stage.NEW and packet == PROBE:
            self._stage = Stage.PROBED
            self._carrier.send([PROBED])
            self._polling.let_go()
        elif self._stage is Stage.PROBED and packet == UPGRADE:
            self._take_over()
        else:
            self.fail()

    def _take_over(self) -> None:
        if not self._polling.move():
            self._end(1000, self._polling.last_words())
            return
        self._stage = Stage.OVER
        self._hub.wheel.drop(self)
        engine = self._polling.engine
        self._carrier.hand_to(engine)
        engine.move(self._carrier)

    def fail(self, code: int = 1002) -> None:
        """Not like that; the session stays where it is."""
        if self._stage is not Stage.OVER:
            self._end(code, None)

    def _end(self, code: int, last: list[bytes] | None) -> None:
        self._stage = Stage.OVER
        self._polling.forget(self)
        self._hub.wheel.put(self, self._carrier.close_grace_s)
        self._carrier.close(code, last)

    def receive_binary(self, message: bytes) -> None:
        """A binary packet came."""
        del message
        self.fail()

    def touch(self) -> None:
        """A frame came that asks for nothing, and there is no time for any."""
        self.fail()

    def closed_by_client(self, code: int) -> None:
        """A close frame came."""
        del code
        self.fail(1000)

    def pause_writing(self) -> None:
        """The client does not even read a few bytes."""
        self.fail()

    def resume_writing(self) -> None:
        """It does after all."""

    def lost(self) -> None:
        """The TCP connection is gone."""
        self._stage = Stage.OVER
        self._hub.wheel.drop(self)
        self._polling.forget(self)

    def shutdown(self) -> None:
        """The server goes down."""
        self.fail(1001)

    def visit(self, now: float) -> float | None:
        """Time is up: say so, and if that is done, be gone."""
        del now
        if self._stage is Stage.OVER:
            self._carrier.abort()
        else:
            self.fail(1000)
        return None
