"""One Socket.IO connection: its events in order, its acks, what it sends, and how it ended."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import structlog

from gethory.sio import packets
from gethory.sio.application import Ack, Answer, Event, Json, Namespace, RawEvent
from gethory.sio.asks import Asks, ConnectionEnded
from gethory.sio.handshake import ConnectRefused
from gethory.sio.packets import Kind, Packet, PacketError
from gethory.sio.payloads import Binary
from gethory.sio.seams import CloseCause
from gethory.sio.turns import Turn, Turns

if TYPE_CHECKING:
    from gethory.sio.client import Client

__all__ = ["CloseCause", "Connection", "ConnectionEnded", "Event"]

log = structlog.get_logger()

_EVENT, _BINARY_EVENT = Kind.EVENT, Kind.BINARY_EVENT


class Stage(Enum):
    """How far a connection has come."""

    JOINING = auto()
    CONNECTED = auto()
    ENDED = auto()


_CONNECTED = Stage.CONNECTED


class Connection(Turns):
    """One client in one namespace, from its CONNECT until it leaves or is gone."""

    __slots__ = (
        "__weakref__",
        "_asks",
        "_client",
        "_early",
        "_ended_by",
        "_last_packet_at",
        "_namespace",
        "_prefixes",
        "_raw",
        "_stage",
        "auth",
        "namespace",
        "principal",
        "sid",
        "state",
    )

    def __init__(self, client: Client, namespace: Namespace, auth: bytes) -> None:
        super().__init__(client.engine, client.hub)
        self._client = client
        self._namespace = namespace
        self._prefixes = namespace.prefixes
        self._raw = namespace.raw
        self._stage = Stage.JOINING
        self._early: list[bytes] | None = []
        """What `on_connect` sends: it goes behind the yes to the client's CONNECT."""
        self._asks: Asks | None = None
        self._ended_by: CloseCause | None = None
        self._last_packet_at = 0.0
        self.sid = secrets.token_urlsafe(15)
        self.namespace = namespace.name
        self.principal = client.principal
        """What `authenticate` returned."""
        self.auth = auth
        """What the client said in its CONNECT: a JSON object, or nothing. Not checked."""
        self.state: Any = None
        """The application's own; never touched here."""

    @property
    def last_packet_at(self) -> float:
        """When this client was last heard, monotonic seconds."""
        return self._engine.last_packet_at if self._engine is not None else self._last_packet_at

    @property
    def others(self) -> tuple[Connection, ...]:
        """The same client in other namespaces."""
        return tuple(one for one in self._client.connections if one is not self)

    # what the application does ------------------------------------------------------------

    def emit(
        self,
        event: str,
        payload: Json | None = None,
        *more: Json,
        attachments: Sequence[bytes] = (),
    ) -> None:
        """Send an event; each argument is encoded JSON, and there may be none.

        `attachments` go where an argument says `{"_placeholder":true,"num":<index>}`.
        Never waits. What a client does not read in time is bounded: over the bound it is dropped.
        Sending to a connection that has ended does nothing.
        """
        engine = self._engine
        if engine is None:
            return
        if payload is None or more or attachments or self._early is not None:
            args = () if payload is None else (payload, *more)
            self._send(_EVENT, None, [packets.encode_name(event), *args], attachments)
        else:
            engine.send(b"".join((self._prefixes[event], payload, b"]")))

    async def ask(
        self, event: str, *args: Json, timeout_s: float, attachments: Sequence[bytes] = ()
    ) -> Answer:
        """Send an event and wait for the client's ack.

        Raises TimeoutError after `timeout_s`, and ConnectionEnded. Also a handler of this
        connection may wait here: acks do not wait for its end as events do.
        """
        if self._engine is None:
            raise ConnectionEnded
        if self._asks is None:
            self._asks = Asks()
        ask_id, answer = self._asks.begin()
        self._send(_EVENT, ask_id, [packets.encode_name(event), *args], attachments)
        try:
            async with asyncio.timeout(timeout_s):
                return await answer
        finally:
            self._asks.forget(ask_id)

    def disconnect(self) -> None:
        """End it: a DISCONNECT packet, which official clients do not answer by reconnecting.

        With the client's last connection its session is closed too.
        """
        engine = self._engine
        if engine is not None:
            engine.send(packets.encode_disconnect(self.namespace))
            if self.others:
                self.end(CloseCause.ENDED)
                self._client.forget(self)
            else:
                engine.close(1000, CloseCause.ENDED)

    # what the client does -----------------------------------------------------------------

    def begin(self) -> None:
        """Ask the application whether the client may connect."""
        turn = self._connect()
        if turn is not None:
            self._await(turn)

    def take_raw(self, message: bytes) -> bool:
        """Handle an event from its bytes, if its handler wants it like that and it may be now."""
        parts = packets.split(message) if self._waiting is None else None
        if parts is None:
            return False
        known = self._raw.get(parts[0])
        if known is None or self._stage is not _CONNECTED:
            return False
        name, handler = known
        event = RawEvent(name, parts[1], parts[2])
        try:
            ack = handler(self, event)
        except Exception as error:
            ack = self._client.application.failed(self, event, error)
        if event.ack_id is not None:
            self._acknowledge(event.ack_id, ack)
        return True

    def take_answer(self, packet: Packet) -> bool:
        """Take an ack; whether anybody waited for it."""
        if self._asks is None or packet.ack_id is None:
            return False
        return self._asks.answer(packet.ack_id, Answer(packet.args, packet.attachments))

    def end(self, cause: CloseCause) -> None:
        """Nothing goes in or out any more; `on_disconnect` follows from the loop.

        It follows after the handler that is running, and never from inside an `emit` or a
        `disconnect`, so the application may send while it walks through its own lists.
        """
        if self._ended_by is None and self._engine is not None:
            self._ended_by = cause
            self._last_packet_at = self._engine.last_packet_at
            self._engine = None
            self._client.application.connections.discard(self)
            if self._asks is not None:
                self._asks.end()
            self._give_up_waiting()
            if self._waiting is None:
                self._hub.soon(self._farewell_if_idle)

    def _handle(self, packet: Packet) -> Turn | None:
        if packet.kind is _EVENT or packet.kind is _BINARY_EVENT:
            return self._handle_event(packet)
        if packet.kind is Kind.DISCONNECT:
            self._leave()
        else:
            self._garbage()
        return None

    def _handle_event(self, packet: Packet) -> Turn | None:
        application = self._client.application
        try:
            name, handler = application.find(self._namespace, packet.args[0])
        except (IndexError, PacketError):
            self._garbage()
            return None
        del packet.args[0]
        event = Event(name, packet.args, packet.ack_id, packet.attachments)
        try:
            result = handler(self, event)
        except Exception as error:
            result = application.failed(self, event, error)
        if result is None or isinstance(result, bytes | Answer):
            if event.ack_id is not None:
                self._acknowledge(event.ack_id, result)
            return None
        return self._await_handler(result, event)

    async def _await_handler(self, result: Awaitable[Ack], event: Event) -> None:
        try:
            ack = await result
        except Exception as error:
            ack = self._client.application.failed(self, event, error)
        if event.ack_id is not None:
            self._acknowledge(event.ack_id, ack)

    def _acknowledge(self, ack_id: int, ack: Ack) -> None:
        if isinstance(ack, Answer):
            self._send(Kind.ACK, ack_id, ack.args, ack.attachments)
        elif self._engine is not None:
            self._engine.send(packets.encode_ack(self.namespace, ack_id, ack))

    def _send(
        self, kind: Kind, ack_id: int | None, args: Sequence[Json], attachments: Sequence[bytes]
    ) -> None:
        if self._engine is not None:
            head = packets.encode_many(kind, self.namespace, ack_id, args, len(attachments))
            send = self._engine.send if self._early is None else self._early.append
            for packet in (head, *map(Binary, attachments)):
                send(packet)

    def _garbage(self) -> None:
        if self._engine is not None:
            self._engine.fail()

    # coming and going ---------------------------------------------------------------------

    def _connect(self) -> Turn | None:
        try:
            result = self._client.application.on_connect(self)
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
        early, self._early = self._early, None
        if self._engine is not None:
            self._client.application.connections.add(self)
            for packet in (packets.encode_connect(self.namespace, self.sid), *(early or ())):
                self._engine.send(packet)

    def _refuse(self, error: Exception) -> None:
        message = "Internal error"
        if isinstance(error, ConnectRefused):
            message = error.message
        else:
            log.error("socket_connect_failed", exc_info=error)
        if self._engine is not None:
            self._engine.send(packets.encode_connect_error(self.namespace, message))
            self._go(self._engine.look_again)

    def _leave(self) -> None:
        """The client left the namespace; its session stays, for another CONNECT."""
        if self._engine is not None:
            self._go(self._engine.wait_anew)

    def _go(self, wait: Callable[[], None]) -> None:
        """End it, and hand on what came behind."""
        later = self._give_up_waiting()
        self.end(CloseCause.LEFT)
        self._farewell()
        if not self._client.forget(self):
            wait()
        for packet in later:
            self._client.take(packet)

    def _idle(self) -> None:
        self._farewell()

    def _farewell_if_idle(self) -> None:
        if self._waiting is None:
            self._farewell()

    def _farewell(self) -> None:
        if self._stage is Stage.CONNECTED and self._ended_by is not None:
            self._stage = Stage.ENDED
            work = self._client.application.farewell(self, self._ended_by)
            if work is not None:
                self._hub.spawn(work)
