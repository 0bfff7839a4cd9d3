"""The one place that touches the insides of uvicorn: who upgrades to a WebSocket, and how."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol, cast

import structlog
from uvicorn.server import ServerState

from gethory.sio import handshake as hs
from gethory.sio.engine import Carrier, Engine
from gethory.sio.handshake import Authenticate, Handshake, HandshakeRefused
from gethory.sio.options import Options
from gethory.sio.websocket import WebSocketCarrier

log = structlog.get_logger()

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
HttpApp = Callable[[Message, Receive, Send], Awaitable[None]]

MAX_REQUEST = 32_768


class Door(Protocol):
    """What is asked of the server."""

    options: Options
    authenticate: Authenticate

    def open(self, carrier: Carrier, principal: Any) -> Engine:
        """A WebSocket of an authenticated client is there."""


def upgrade_class(door: Door) -> type[asyncio.Protocol]:
    """The class that uvicorn makes for each request to upgrade."""

    class BoundUpgrade(Upgrade):
        __slots__ = ()

        def __init__(
            self, *, config: object, server_state: ServerState, app_state: dict[str, Any]
        ) -> None:
            del config, app_state
            super().__init__(door, server_state)

    return BoundUpgrade


class Upgrade(asyncio.Protocol):
    """From the request to the 101 or to a refusal; then it is forgotten.

    uvicorn calls `connection_made`, `data_received` with the request as one piece, and then makes
    this the protocol of the transport.
    """

    __slots__ = ("_door", "_server_state", "_task", "_transport")

    _transport: asyncio.Transport

    def __init__(self, door: Door, server_state: ServerState) -> None:
        self._door = door
        self._server_state = server_state
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The transport, on which uvicorn read the request already."""
        self._transport = cast(asyncio.Transport, transport)
        self._server_state.connections.add(cast(Any, self))  # it has the `shutdown` that is called

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's
        """The client went away before its answer."""
        self._forget()

    def shutdown(self) -> None:
        """uvicorn ends: so does whatever has not come in yet."""
        self._forget()
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        """The request; anything behind it is too early, for the 101 has not been said."""
        if self._task is not None:
            self._transport.abort()
            return
        peer = self._transport.get_extra_info("peername")
        try:
            if len(data) > MAX_REQUEST:
                raise HandshakeRefused(431)
            handshake = hs.parse(data, peer[0] if isinstance(peer, tuple) else "")
            hs.check(handshake, self._door.options.path)
        except HandshakeRefused as refused:
            self._refuse(refused)
        else:
            self._task = asyncio.get_running_loop().create_task(self._enter(handshake))

    async def _enter(self, handshake: Handshake) -> None:
        try:
            async with asyncio.timeout(self._door.options.authenticate_timeout_s):
                principal = await self._door.authenticate(handshake)
            self._accept(handshake.headers["sec-websocket-key"], principal)
        except HandshakeRefused as refused:
            self._refuse(refused)
        except TimeoutError:
            self._refuse(HandshakeRefused(503))
        except Exception:
            log.exception("socket_authenticate_failed")
            self._refuse(HandshakeRefused(500))

    def _refuse(self, refused: HandshakeRefused) -> None:
        self._transport.write(hs.response(refused, self._server_state.default_headers))
        self._transport.close()
        self._forget()

    def _accept(self, key: str, principal: Any) -> None:
        """Say 101 and hand the transport over."""
        connections: set[Any] = self._server_state.connections
        carrier = WebSocketCarrier(connections, self._door.options.max_payload)
        carrier.take_over(self._transport, key, lambda: self._door.open(carrier, principal))
        self._forget()

    def _forget(self) -> None:
        self._server_state.connections.discard(cast(Any, self))
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()


async def refuse_polling(scope: Message, receive: Receive, send: Send) -> None:  # noqa: ARG001
    """The ASGI application for plain HTTP on the same path: a 400 that says what is spoken."""
    if scope["type"] != "http":
        return
    body = hs.fault_body(hs.TRANSPORT_UNKNOWN)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
