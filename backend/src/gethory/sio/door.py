"""What the two doors, for upgrades and for plain requests, ask of the server behind them."""

from __future__ import annotations

from typing import Any, Protocol

from gethory.sio.engine import Engine
from gethory.sio.handshake import Handshake
from gethory.sio.options import Options
from gethory.sio.polling import PollingCarrier, Reply
from gethory.sio.seams import Carrier, Session
from gethory.sio.websocket import WebSocketCarrier


class Door(Protocol):
    """Who may come in is decided there."""

    options: Options

    async def admit(self, handshake: Handshake) -> Any:
        """The principal of a new session. Raises HandshakeRefused and nothing else."""

    async def session_of(self, handshake: Handshake, browser: str) -> PollingCarrier:
        """The session of long-polling that a request names and comes from; `browser` is the
        value of its cookie. Raises HandshakeRefused and nothing else."""

    def open(self, carrier: Carrier, principal: Any) -> Engine:
        """A WebSocket of an authenticated client is there."""

    def open_polling(self, principal: Any, browser: str) -> tuple[PollingCarrier, Reply]:
        """An authenticated client has sent its first GET; what comes is its answer."""

    def probe(self, carrier: WebSocketCarrier, polling: PollingCarrier) -> Session:
        """A WebSocket is there that wants to carry a session of long-polling."""
