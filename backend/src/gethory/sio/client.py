"""One Socket.IO client: its packets put together, and given to its connection in each namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gethory.sio import packets
from gethory.sio.application import Application
from gethory.sio.connection import Connection
from gethory.sio.packets import Kind, Packet, PacketError
from gethory.sio.seams import CloseCause

if TYPE_CHECKING:
    from gethory.sio.engine import Engine
    from gethory.sio.hub import Hub

_EVENT = Kind.EVENT
_HEAD = b"42"
_ANSWERS = (Kind.ACK, Kind.BINARY_ACK)


class Client:
    """What takes the messages of one session."""

    __slots__ = ("_main", "_partial", "application", "connections", "engine", "hub")

    def __init__(self, engine: Engine, hub: Hub, application: Application) -> None:
        self.engine = engine
        self.hub = hub
        self.application = application
        self.connections: tuple[Connection, ...] = ()
        """At most one for each namespace; nearly always one."""
        self._main: Connection | None = None
        """The one in `/`."""
        self._partial: Partial | None = None

    @property
    def principal(self) -> Any:
        """What `authenticate` returned."""
        return self.engine.principal

    def is_idle(self) -> bool:
        """Whether it is in no namespace, nor about to be."""
        return not self.connections

    def receive(self, message: bytes) -> None:
        """Take a text message: a packet, perhaps without its attachments."""
        main = self._main
        if (
            main is not None
            and self._partial is None
            and message.startswith(_HEAD)
            and main.take_raw(message)
        ):
            return
        try:
            packet = packets.decode(message)
        except PacketError:
            self.engine.fail()
            return
        if packet.kind is _EVENT and self._partial is None:
            self.take(packet)
        elif self._partial is not None:
            self.engine.fail()  # in place of an attachment
        elif packet.announced:
            self._expect(packet)
        else:
            self._take_other(packet)

    def receive_binary(self, message: bytes) -> None:
        """Take an attachment of the packet that announced it."""
        partial = self._partial
        if partial is None:
            self.engine.fail()
        elif partial.add(message) > self.hub.options.max_payload:
            self.engine.fail(1009)
        elif partial.is_whole:
            self._partial = None
            self._take_whole(partial)

    def _expect(self, packet: Packet) -> None:
        if packet.announced > self.hub.options.max_attachments:
            self.engine.fail()
        else:
            self._partial = Partial(packet)

    def _take_whole(self, partial: Partial) -> None:
        try:
            packet = partial.packet()
        except PacketError:
            self.engine.fail()
        else:
            self._take_other(packet)

    def _take_other(self, packet: Packet) -> None:
        if packet.kind in _ANSWERS:
            self._answer(packet)
        elif packet.kind is Kind.BINARY_EVENT or self.engine.chatter():
            self.take(packet)

    def take(self, packet: Packet) -> None:
        """Give the packet to the connection it is for."""
        for connection in self.connections:
            if connection.namespace == packet.namespace:
                connection.take(packet)
                return
        if packet.kind is Kind.CONNECT:
            self._connect(packet)
        elif packet.kind is not Kind.DISCONNECT and self._is_stray(packet):
            self.engine.fail()

    def _is_stray(self, packet: Packet) -> bool:
        """Whether there is no excuse for it. The server may have put the client out of this
        namespace, and it has not heard of that yet."""
        return not self.connections or packet.namespace not in self.application.namespaces

    def _answer(self, packet: Packet) -> None:
        """An ack does not wait its turn: the handler that has its turn may wait for it."""
        for connection in self.connections:
            if connection.namespace == packet.namespace and connection.take_answer(packet):
                return
        self.engine.chatter()

    def _connect(self, packet: Packet) -> None:
        if not self.engine.is_open:
            return  # what waited behind the packet that ended the session: nobody would end this
        namespace = self.application.namespaces.get(packet.namespace)
        if namespace is None:
            error = packets.encode_connect_error(packet.namespace, "Invalid namespace")
            self.engine.send(error)
            return
        connection = Connection(self, namespace, packet.data)
        self._keep((*self.connections, connection))
        connection.begin()

    def forget(self, connection: Connection) -> bool:
        """It has ended; whether there are others."""
        self._keep(tuple(one for one in self.connections if one is not connection))
        return bool(self.connections)

    def _keep(self, connections: tuple[Connection, ...]) -> None:
        self.connections = connections
        self._main = next((one for one in connections if one.namespace == "/"), None)

    def end(self, cause: CloseCause) -> None:
        """The session is over, and every connection with it."""
        connections = self.connections
        self._keep(())
        self._partial = None
        for connection in connections:
            connection.end(cause)


class Partial:
    """A packet that waits for its attachments."""

    __slots__ = ("_attachments", "_packet", "_size")

    def __init__(self, packet: Packet) -> None:
        self._packet = packet
        self._attachments: list[bytes] = []
        self._size = 0

    def add(self, attachment: bytes) -> int:
        """One more; returns the bytes of all of them."""
        self._attachments.append(attachment)
        self._size += len(attachment)
        return self._size

    @property
    def is_whole(self) -> bool:
        """Whether it has all that it announced."""
        return len(self._attachments) == self._packet.announced

    def packet(self) -> Packet:
        """The packet with them. Raises PacketError when it does not fit them."""
        return packets.attach(self._packet, self._attachments)
