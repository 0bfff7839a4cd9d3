"""The one place that touches the insides of picows: one session's packets over one WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from typing import Any, ClassVar

import structlog
from multidict import CIMultiDict
from picows import (
    WSAutoPingStrategy,
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
)
from picows.picows import WSProtocol  # type: ignore[attr-defined]  # not public: pinned version

from gethory.sio.payloads import Binary
from gethory.sio.seams import Session

log = structlog.get_logger()

_READ_BUFFER = 1024
_USER_TIMEOUT_MS = 25_000
_RESET = struct.pack("ii", 1, 0)
_TEXT, _CONTINUATION = WSMsgType.TEXT, WSMsgType.CONTINUATION
_NO_HEADERS: CIMultiDict[str] = CIMultiDict()
_REQUEST = (
    b"GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: %b\r\n\r\n"
)


class WebSocketCarrier(WSListener):
    """Carries the packets of one session over one WebSocket, from its 101 on."""

    __slots__ = ("_max_payload", "_parts", "_sessions", "_transport", "_ws", "session")

    upgrades: ClassVar[tuple[str, ...]] = ()
    close_grace_s: ClassVar[float] = 1.0

    _ws: WSTransport
    _transport: asyncio.Transport
    session: Session

    def __init__(self, sessions: set[Any], max_payload: int) -> None:
        """`sessions`: where the session stands as long as its TCP connection lives."""
        self._sessions = sessions
        self._max_payload = max_payload
        self._parts: tuple[bool, bytearray] | None = None

    def take_over(
        self, transport: asyncio.Transport, key: str, make_session: Callable[[], Session]
    ) -> None:
        """Say 101 and read frames from the transport.

        picows is fed a request of our own: the real one was checked before, comes in forms that
        picows refuses (`Connection: keep-alive, Upgrade`), and would stay in memory.
        """
        self._transport = transport
        transport.pause_reading()  # uvloop looks at the kind of protocol when it starts to read
        protocol = _picows_protocol(self, self._max_payload)
        protocol.connection_made(transport)
        _feed(protocol, _REQUEST % key.encode())
        self._ws = protocol.transport
        self._ws.request.headers = self._ws.response.headers = _NO_HEADERS
        self._tune()
        self.session = make_session()
        self._sessions.add(self.session)
        transport.set_protocol(protocol)
        transport.resume_reading()

    def hand_to(self, session: Session) -> None:
        """From now on the frames are this session's."""
        self._sessions.discard(self.session)
        self.session = session
        self._sessions.add(session)

    def send(self, out: list[bytes]) -> None:
        """One frame for each packet, one write for all."""
        if len(out) == 1 and type(out[0]) is not Binary:
            self._ws.send(_TEXT, out[0])
        else:
            parts: list[bytes] = []
            for packet in out:
                size = len(packet)
                usual = size < _USUAL and type(packet) is not Binary
                parts += (_HEADERS[size] if usual else _header(packet), packet)
            self._transport.write(b"".join(parts))

    def close(self, code: int, out: list[bytes] | None) -> None:
        """Send the close frame; the client's own, or the session's patience, ends the rest."""
        if out:
            self.send(out)
        self._ws.send_close(WSCloseCode(code))

    def abort(self) -> None:
        """Reset the TCP connection: nothing of it stays in the kernel."""
        self._set_option(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._transport.abort()

    def pause(self) -> None:
        """Read nothing more."""
        if not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:  # noqa: ARG002
        """A frame came; nearly always a whole text message."""
        if frame.rsv1 or frame.rsv2 or frame.rsv3:  # no extension was agreed on (RFC 6455, 5.2)
            self.session.fail(1002)
        elif frame.msg_type is _TEXT and frame.fin and self._parts is None:
            self.session.receive(frame.get_payload_as_bytes())
        else:
            self._take_other(frame, frame.get_payload_as_bytes())

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002  # picows'
        """The TCP connection is gone."""
        self._sessions.discard(self.session)
        self.session.lost()

    def pause_writing(self) -> None:
        """The client is behind."""
        self.session.pause_writing()

    def resume_writing(self) -> None:
        """The client caught up."""
        self.session.resume_writing()

    def _tune(self) -> None:
        self._transport.set_write_buffer_limits(high=0)  # so that `pause_writing` means: behind
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            self._set_option(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _USER_TIMEOUT_MS)

    def _set_option(self, level: int, option: int, value: int | bytes) -> None:
        with contextlib.suppress(OSError):  # the connection may be gone already
            self._transport.get_extra_info("socket").setsockopt(level, option, value)

    def _take_other(self, frame: WSFrame, payload: bytes) -> None:
        kind = frame.msg_type
        if kind is WSMsgType.CLOSE:
            self.session.closed_by_client(int.from_bytes(payload[:2], "big"))
            self._transport.close()
        elif kind is WSMsgType.PING:
            self.session.touch()
            if not self._transport.get_write_buffer_size() and not self._transport.is_closing():
                self._ws.send_pong(payload)
        elif kind is WSMsgType.PONG:
            self.session.touch()
        else:
            self._take_part(frame, payload)

    def _take_part(self, frame: WSFrame, payload: bytes) -> None:
        """A binary message, or a part of a fragmented one (RFC 6455, 5.4)."""
        kind = frame.msg_type
        if (kind is _CONTINUATION) == (self._parts is None):
            self.session.fail()
            return
        is_text, message = self._parts or (kind is _TEXT, bytearray())
        message += payload
        if not frame.fin:
            self.session.touch()
        self._parts = None if frame.fin else (is_text, message)
        if len(message) > self._max_payload:
            self.session.fail(1009)
        elif frame.fin and is_text:
            self.session.receive(bytes(message))
        elif frame.fin:
            self.session.receive_binary(bytes(message))


class _Silent:
    """picows' logger: a line for a stranger's bad frame is not wanted, our own faults are."""

    __slots__ = ("_carrier",)

    def __init__(self, carrier: WebSocketCarrier) -> None:
        self._carrier = carrier

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802, ARG002  # as in logging
        """Nothing is."""
        return False

    def log(self, *args: object) -> None:
        """Say nothing."""

    debug = info = warning = log

    def error(self, message: str, reason: tuple[int, str]) -> None:  # noqa: ARG002  # as in logging
        """A frame that is none (RFC 6455, 5). picows would say close by itself, and go on to
        read frames where there are none."""
        self._carrier.session.fail(reason[0])

    def exception(self, *args: object) -> None:  # noqa: ARG002  # as in logging
        """One of our callbacks raised, which none may."""
        log.exception("socket_callback_failed")


def _picows_protocol(carrier: WebSocketCarrier, max_payload: int) -> WSProtocol:
    """Its constructor takes what `picows.api.ws_create_server` passes, by position."""
    return WSProtocol(
        None,  # host and port, of a client
        None,  # path, of a client
        False,  # is a client
        lambda _request: carrier,
        _Silent(carrier),
        True,  # disconnect on an exception
        None,  # handshake timeout
        False,  # auto ping: Engine.IO has its own
        1,
        1,
        WSAutoPingStrategy.PING_WHEN_IDLE,
        False,  # auto pong: what it sends would not be bounded
        max_payload,
        None,  # extra headers
        _READ_BUFFER,
    )


def _feed(protocol: WSProtocol, request: bytes) -> None:
    """As a transport does with a buffered protocol."""
    protocol.get_buffer(-1)[: len(request)] = request
    protocol.buffer_updated(len(request))


def _length(size: int) -> bytes:
    if size < 126:
        return bytes((size,))
    if size < 65_536:
        return b"\x7e" + size.to_bytes(2, "big")
    return b"\x7f" + size.to_bytes(8, "big")


_USUAL = 4096
_HEADERS = [b"\x81" + _length(size) for size in range(_USUAL)]


def _header(packet: bytes) -> bytes:
    """The header of an unmasked, whole frame (RFC 6455, 5.2)."""
    size = len(packet)
    return (b"\x82" if type(packet) is Binary else b"\x81") + _length(size)
