"""The one place that touches the insides of picows: one session's packets over one WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from typing import Any

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

from gethory.sio.engine import Engine

log = structlog.get_logger()

_READ_BUFFER = 1024
_USER_TIMEOUT_MS = 25_000
_RESET = struct.pack("ii", 1, 0)
_TEXT, _CONTINUATION = WSMsgType.TEXT, WSMsgType.CONTINUATION
_NO_HEADERS: CIMultiDict[str] = CIMultiDict()
_SHORT = [bytes((0x81, size)) for size in range(126)]
_REQUEST = (
    b"GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: %b\r\n\r\n"
)


class WebSocketCarrier(WSListener):
    """Carries the packets of one session over one WebSocket, from its 101 on."""

    __slots__ = ("_engines", "_max_payload", "_parts", "_transport", "_ws", "engine")

    _ws: WSTransport
    _transport: asyncio.Transport
    engine: Engine

    def __init__(self, engines: set[Any], max_payload: int) -> None:
        """`engines`: where the session stands as long as its TCP connection lives."""
        self._engines = engines
        self._max_payload = max_payload
        self._parts: tuple[bool, bytearray] | None = None

    def take_over(
        self, transport: asyncio.Transport, key: str, make_engine: Callable[[], Engine]
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
        self.engine = make_engine()
        self._engines.add(self.engine)
        transport.set_protocol(protocol)
        transport.resume_reading()

    def send(self, out: list[bytes]) -> None:
        """One text frame for each packet, one write for all."""
        if len(out) == 1:
            self._ws.send(_TEXT, out[0])
        else:
            self._transport.write(b"".join([_header(len(packet)) + packet for packet in out]))

    def close(self, code: int) -> None:
        """Send the close frame; the client's own, or the session's patience, ends the rest."""
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
        if frame.msg_type is _TEXT and frame.fin and self._parts is None:
            self.engine.receive(frame.get_payload_as_bytes())
        else:
            self._take_other(frame, frame.get_payload_as_bytes())

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002  # picows'
        """The TCP connection is gone."""
        self._engines.discard(self.engine)
        self.engine.lost()

    def pause_writing(self) -> None:
        """The client is behind."""
        self.engine.pause_writing()

    def resume_writing(self) -> None:
        """The client caught up."""
        self.engine.resume_writing()

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
            self.engine.closed_by_client(int.from_bytes(payload[:2], "big"))
            self._transport.close()
        elif kind is WSMsgType.PING:
            self.engine.touch()
            if not self._transport.get_write_buffer_size() and not self._transport.is_closing():
                self._ws.send_pong(payload)
        elif kind is WSMsgType.PONG:
            self.engine.touch()
        else:
            self._take_part(frame, payload)

    def _take_part(self, frame: WSFrame, payload: bytes) -> None:
        """A binary message, or a part of a fragmented one (RFC 6455, 5.4)."""
        kind = frame.msg_type
        if (kind is _CONTINUATION) == (self._parts is None):
            self.engine.fail()
            return
        is_text, message = self._parts or (kind is _TEXT, bytearray())
        message += payload
        if not frame.fin:
            self.engine.touch()
        self._parts = None if frame.fin else (is_text, message)
        if len(message) > self._max_payload:
            self.engine.fail(1009)
        elif frame.fin and is_text:
            self.engine.receive(bytes(message))
        elif frame.fin:
            self.engine.receive_binary()


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
        self._carrier.engine.fail(reason[0])

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


def _header(size: int) -> bytes:
    """The header of an unmasked, whole text frame (RFC 6455, 5.2)."""
    if size < 126:
        return _SHORT[size]
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big")
    return b"\x81\x7f" + size.to_bytes(8, "big")
