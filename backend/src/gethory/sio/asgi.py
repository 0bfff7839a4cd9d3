"""The one place that touches the insides of uvicorn: who upgrades to a WebSocket, and how."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from uvicorn.server import ServerState

from gethory.sio import handshake as hs
from gethory.sio.door import Door
from gethory.sio.handshake import Handshake, HandshakeRefused
from gethory.sio.seams import Session
from gethory.sio.websocket import WebSocketCarrier

MAX_REQUEST = 32_768


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
            hs.check(handshake, self._door.options.path, "websocket")
            hs.check_upgrade(handshake)
        except HandshakeRefused as refused:
            self._refuse(refused)
        else:
            self._task = asyncio.get_running_loop().create_task(self._enter(handshake))

    async def _enter(self, handshake: Handshake) -> None:
        try:
            make_session = await self._decide(handshake)
        except HandshakeRefused as refused:
            self._refuse(refused)
        else:
            self._accept(handshake.headers["sec-websocket-key"], make_session)

    async def _decide(self, handshake: Handshake) -> Callable[[WebSocketCarrier], Session]:
        """What the WebSocket will carry: a session that there is already, or a new one."""
        if "sid" in handshake.query:
            polling = await self._door.session_of(handshake, hs.browser_of(handshake))
            return lambda carrier: self._door.probe(carrier, polling)
        principal = await self._door.admit(handshake)
        return lambda carrier: self._door.open(carrier, principal)

    def _refuse(self, refused: HandshakeRefused) -> None:
        self._transport.write(hs.response(refused, self._server_state.default_headers))
        self._transport.close()
        self._forget()

    def _accept(self, key: str, make_session: Callable[[WebSocketCarrier], Session]) -> None:
        """Say 101 and hand the transport over."""
        connections: set[Any] = self._server_state.connections
        carrier = WebSocketCarrier(connections, self._door.options.max_payload)
        carrier.take_over(self._transport, key, lambda: make_session(carrier))
        self._forget()

    def _forget(self) -> None:
        self._server_state.connections.discard(cast(Any, self))
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()
