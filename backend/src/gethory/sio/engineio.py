"""The Engine.IO server: who may come in, over which door, and how it ends."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from gethory.kit import clock
from gethory.sio import asgi, requests
from gethory.sio.engine import Engine
from gethory.sio.handshake import (
    SESSION_UNKNOWN,
    Authenticate,
    Handshake,
    HandshakeRefused,
    Recognise,
    refusal,
)
from gethory.sio.hub import Hub
from gethory.sio.options import Options
from gethory.sio.polling import PollingCarrier, Reply
from gethory.sio.probe import Probe
from gethory.sio.seams import Carrier, Receiver, Session
from gethory.sio.websocket import WebSocketCarrier

log = structlog.get_logger()

CLOSE_WAIT_S = 1.0
"""How long `close` waits for clients to answer, and for what they started to end."""


class EngineServer:
    """Engine.IO 4 on uvicorn's port, over WebSocket and over HTTP long-polling.

    `authenticate` runs before anything exists for the client. `recognise` judges the further
    requests of a session of long-polling; by default each is authenticated, and the principals
    must be equal. `make_receiver` gives the one who takes a session's messages.
    """

    def __init__(
        self,
        options: Options,
        *,
        authenticate: Authenticate,
        recognise: Recognise | None,
        make_receiver: Callable[[Engine], Receiver],
        complain: Callable[[Any], None],
        monotonic: clock.Monotonic = clock.monotonic,
    ) -> None:
        self.options = options
        self._authenticate = authenticate
        self._recognise = recognise or self._authenticate_again
        self._make_receiver = make_receiver
        self._hub = Hub(options, complain, monotonic)
        self._going_down = False

    def websocket_protocol(self) -> type[asyncio.Protocol]:
        """The class for `uvicorn.Config(ws=...)`; every upgrade on that port comes here."""
        return asgi.upgrade_class(self)

    def http_app(self) -> requests.HttpApp:
        """The ASGI application for plain HTTP requests to the same path: long-polling.

        It reads bodies itself, within bounds, and adds no CORS headers.
        """
        return requests.HttpApp(self)

    def shutdown(self) -> None:
        """Tell everybody that this server goes down, and let nobody in any more.

        uvicorn does so for WebSockets by itself; it does not for GETs that wait, and would wait
        for them. Call this when it begins to stop.
        """
        self._going_down = True
        for item in self._hub.wheel.items():
            item.shutdown()

    async def close(self) -> None:
        """End every session and wait, for a short time, until what they started is done."""
        self.shutdown()
        await asyncio.sleep(0)
        if self._hub.tasks:
            await asyncio.wait(tuple(self._hub.tasks), timeout=CLOSE_WAIT_S)
        if len(self._hub.wheel):
            await asyncio.sleep(CLOSE_WAIT_S)

    # asked by the doors -----------------------------------------------------------------

    async def admit(self, handshake: Handshake) -> Any:
        """The principal of a new session. Raises HandshakeRefused and nothing else."""
        if self._going_down:
            raise HandshakeRefused(503, headers=(("retry-after", "1"),))
        return await self._ask(self._authenticate(handshake))

    async def session_of(self, handshake: Handshake, browser: str) -> PollingCarrier:
        """The session of long-polling that a request names, and comes from.

        It comes from it if it is recognised, or carries no identity but the cookie that only the
        session's own client has been given (`browser`): an access token may have expired while
        its session lives. Raises HandshakeRefused, for a stranger as for an unknown session.
        """
        polling = self._hub.polls.get(handshake.query.get("sid", ""))
        if polling is not None:
            same = await self._ask(self._recognise(handshake, polling.engine.principal))
            if same or (same is None and browser == polling.browser):
                return polling
        raise refusal(SESSION_UNKNOWN)

    async def _authenticate_again(self, handshake: Handshake, principal: Any) -> bool:
        again: Any = await self._authenticate(handshake)
        return bool(again == principal)

    async def _ask(self, question: Awaitable[Any]) -> Any:
        """Raises HandshakeRefused and nothing else."""
        try:
            async with asyncio.timeout(self.options.authenticate_timeout_s):
                return await question
        except HandshakeRefused:
            raise
        except TimeoutError:
            raise HandshakeRefused(503) from None
        except Exception:
            log.exception("socket_authenticate_failed")
            raise HandshakeRefused(500) from None

    def open(self, carrier: Carrier, principal: Any) -> Engine:
        """A WebSocket of an authenticated client is there."""
        return Engine(self._hub, carrier, principal, self._make_receiver)

    def open_polling(self, principal: Any, browser: str) -> tuple[PollingCarrier, Reply]:
        """An authenticated client has sent its first GET; what comes is its answer."""
        sid = secrets.token_urlsafe(15)
        polling = PollingCarrier(self._hub, sid, browser)
        engine = Engine(self._hub, polling, principal, self._make_receiver, sid)
        return polling, polling.begin(engine)

    def probe(self, carrier: WebSocketCarrier, polling: PollingCarrier) -> Session:
        """A WebSocket is there that wants to carry a session of long-polling."""
        return Probe(self._hub, carrier, polling)
