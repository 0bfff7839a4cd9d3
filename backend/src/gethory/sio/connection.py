"""One Socket.IO connection: its events in order, its acks, what it sends, and how it ended."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Awaitable, Coroutine
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from gethory.sio import packets
from gethory.sio.application import Ack, CloseCause, Event
from gethory.sio.handshake import ConnectRefused
from gethory.sio.packets import Kind, Packet, PacketError, Prefixes

if TYPE_CHECKING:
    from gethory.sio.engine import Engine
    from gethory.sio.hub import Hub

__all__ = ["CloseCause", "Connection", "Event"]

log = structlog.get_logger()

_EVENTS = (Kind.EVENT, Kind.BINARY_EVENT)
_ANSWERS = (Kind.ACK, Kind.BINARY_ACK)


class Stage(Enum):
    """How far a connection has come."""

    NEW = auto()
    JOINING = auto()
    CONNECTED = auto()
    ENDED = auto()


class Connection:
    """One client in one namespace, from its CONNECT until it leaves or is gone."""

    __slots__ = (
        "__weakref__",
        "_ended_by",
        "_engine",
        "_hub",
        "_last_packet_at",
        "_prefixes",
        "_stage",
        "_waiting",
        "auth",
        "namespace",
        "principal",
        "sid",
        "state",
    )

    _prefixes: Prefixes

    def __init__(self, engine: Engine, hub: Hub, principal: Any) -> None:
        self._engine: Engine | None = engine
        self._hub = hub
        self._stage = Stage.NEW
        self._waiting: deque[Packet] | None = None
        self._ended_by: CloseCause | None = None
        self._last_packet_at = 0.0
        self.sid = ""
        self.namespace = ""
        self.principal = principal
        """What `authenticate` returned."""
        self.auth = b""
        """What the client said in its CONNECT: a JSON object, or nothing. Not checked."""
        self.state: Any = None
        """The application's own; never touched here."""

    @property
    def last_packet_at(self) -> float:
        """When this client was last heard, monotonic seconds."""
        return self._engine.last_packet_at if self._engine is not None else self._last_packet_at

    @property
    def is_new(self) -> bool:
        """Whether the client has yet to send its CONNECT."""
        return self._stage is Stage.NEW

    def emit(self, event: str, payload: bytes | msgspec.Raw) -> None:
        """Send an event whose one argument is `payload`, encoded JSON.

        Never waits. What a client does not read in time is bounded: over the bound it is dropped.
        Sending to a connection that has ended does nothing.
        """
        if self._engine is not None:
            self._engine.send(b"".join((self._prefixes[event], payload, b"]")))

    def disconnect(self) -> None:
        """End it: a DISCONNECT packet, which official clients do not answer by reconnecting."""
        engine = self._engine
        if engine is not None:
            engine.send(packets.encode_disconnect(self.namespace))
            engine.close(1000, CloseCause.ENDED)

    def receive(self, message: bytes) -> None:
        """Take one Engine.IO message packet of this client, now or when its turn comes."""
        try:
            packet = packets.decode(message)
        except PacketError:
            self._garbage()
            return
        if packet.kind not in _EVENTS and self._engine is not None:
            self._engine.chatter()
        if packet.attachments and self._engine is not None:
            self._engine.expect(packet.attachments)
        if self._engine is not None:
            self.take(packet)

    def take(self, packet: Packet) -> None:
        """Handle one packet, now or when its turn comes."""
        if self._waiting is not None:
            self._wait(self._waiting, packet)
            return
        turn = self._handle(packet)
        if turn is not None:
            self._waiting = deque()
            self._hub.spawn(self._take_turns(turn))

    def _wait(self, waiting: deque[Packet], packet: Packet) -> None:
        waiting.append(packet)
        if len(waiting) >= self._hub.options.max_waiting and self._engine is not None:
            self._engine.pause()

    def end(self, cause: CloseCause) -> None:
        """Nothing goes in or out any more; `on_disconnect` follows from the loop.

        It follows after the handler that is running, and never from inside an `emit` or a
        `disconnect`, so the application may send while it walks through its own lists.
        """
        if self._ended_by is None and self._engine is not None:
            self._ended_by = cause
            self._last_packet_at = self._engine.last_packet_at
            self._engine = None
            self._hub.application.connections.discard(self)
            if self._waiting is None:
                self._hub.soon(self._farewell_if_idle)
            else:
                self._waiting.clear()

    async def _take_turns(self, turn: Coroutine[Any, Any, None]) -> None:
        await turn
        while self._waiting:
            packet = self._waiting.popleft()
            if not self._waiting and self._engine is not None:
                self._engine.resume()
            next_turn = self._handle(packet)
            if next_turn is not None:
                await next_turn
        self._waiting = None
        self._farewell()

    def _handle(self, packet: Packet) -> Coroutine[Any, Any, None] | None:
        """Do what the packet asks for; what must be awaited for that is returned."""
        here = packet.namespace == self.namespace
        if here and packet.kind in _EVENTS:
            return self._handle_event(packet)
        if packet.kind is Kind.CONNECT and not here:
            return self._connect(packet)
        if packet.kind is Kind.DISCONNECT:
            if here:
                self._leave()
        elif not here or packet.kind not in _ANSWERS:
            self._garbage()
        return None

    def _handle_event(self, packet: Packet) -> Coroutine[Any, Any, None] | None:
        try:
            name, handler = self._hub.application.find(packet.args[0])
        except (IndexError, PacketError):
            self._garbage()
            return None
        del packet.args[0]
        event = Event(name, packet.args, packet.ack_id, packet.kind is not _EVENTS[0])
        try:
            result = handler(self, event)
        except Exception as error:
            result = self._hub.application.failed(self, event, error)
        if result is None or isinstance(result, bytes):
            if event.ack_id is not None:
                self._acknowledge(event.ack_id, result)
            return None
        return self._await_handler(result, event)

    async def _await_handler(self, result: Awaitable[Ack], event: Event) -> None:
        try:
            ack = await result
        except Exception as error:
            ack = self._hub.application.failed(self, event, error)
        if event.ack_id is not None:
            self._acknowledge(event.ack_id, ack)

    def _garbage(self) -> None:
        if self._engine is not None:
            self._engine.fail()

    def _acknowledge(self, ack_id: int, ack: Ack) -> None:
        if self._engine is not None:
            self._engine.send(packets.encode_ack(self.namespace, ack_id, ack))

    def _connect(self, packet: Packet) -> Coroutine[Any, Any, None] | None:
        application = self._hub.application
        if self._stage is not Stage.NEW or packet.namespace not in application.namespaces:
            self._say_no(packet.namespace, "Invalid namespace")
            return None
        self.sid = secrets.token_urlsafe(15)
        self.namespace = packet.namespace
        self._prefixes = self._hub.prefixes[packet.namespace]
        self.auth = packet.data
        self._stage = Stage.JOINING
        try:
            result = application.on_connect(self)
        except Exception as error:
            self._refuse(error)
            return None
        if result is None:
            self._accept()
            return None
        return self._await_connect(result)

    async def _await_connect(self, result: Awaitable[None]) -> None:
        try:
            await result
        except Exception as error:
            self._refuse(error)
        else:
            self._accept()

    def _accept(self) -> None:
        self._stage = Stage.CONNECTED
        if self._engine is not None:
            self._hub.application.connections.add(self)
            self._engine.send(packets.encode_connect(self.namespace, self.sid))

    def _refuse(self, error: Exception) -> None:
        message = "Internal error"
        if isinstance(error, ConnectRefused):
            message = error.message
        else:
            log.error("socket_connect_failed", exc_info=error)
        namespace, self.namespace, self._stage = self.namespace, "", Stage.NEW
        self._say_no(namespace, message)

    def _say_no(self, namespace: str, message: str) -> None:
        if self._engine is not None:
            self._engine.send(packets.encode_connect_error(namespace, message))

    def _leave(self) -> None:
        """The client left the namespace; its WebSocket stays, for another CONNECT."""
        engine = self._engine
        if engine is not None:
            later = tuple(self._waiting or ())
            self.end(CloseCause.LEFT)
            self._farewell()
            engine.renew()
            for packet in later:
                engine.connection.take(packet)

    def _farewell_if_idle(self) -> None:
        if self._waiting is None:
            self._farewell()

    def _farewell(self) -> None:
        if self._stage is Stage.CONNECTED and self._ended_by is not None:
            self._stage = Stage.ENDED
            work = self._hub.application.farewell(self, self._ended_by)
            if work is not None:
                self._hub.spawn(work)
