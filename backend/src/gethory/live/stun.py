"""Our own STUN responder: tells a browser the address it is seen under (RFC 8489, Binding, UDP)."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from binascii import crc32
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import cast

import structlog

from gethory.kit.clock import Monotonic, monotonic
from gethory.live.ice import serves_stun
from gethory.live.rates import Bucket
from gethory.settings import Settings, SettingsError

_log = structlog.get_logger()

_COOKIE = 0x2112A442
_HEADER = struct.Struct("!HHI12s")  # type, length, magic cookie, transaction id (section 5)
_ATTRIBUTE = struct.Struct("!HH")
_REQUEST, _SUCCESS, _ERROR = 0x0001, 0x0101, 0x0111
_ERROR_CODE, _UNKNOWN_ATTRIBUTES, _XOR_MAPPED_ADDRESS = 0x0009, 0x000A, 0x0020
_FINGERPRINT, _FINGERPRINT_XOR = 0x8028, 0x5354554E
_OPTIONAL = 0x8000  # attribute types from here on may be ignored by who does not know them
# Attributes of RFC 8489 that must be understood; without a password they say nothing to us.
_UNDERSTOOD = frozenset({0x0006, 0x0008, 0x0014, 0x0015, 0x001C, 0x001D, 0x001E})
_REQUEST_MAX = 576  # bytes; no honest binding request is longer, and no answer of ours

Address = tuple[str, int] | tuple[str, int, int, int]


class _Garbage(Exception):
    """Not a binding request: left without an answer."""


def answer(datagram: bytes, source: Address) -> bytes | None:
    """The answer to one datagram, or None for whatever is not a sound Binding request."""
    try:
        transaction, body = _request(datagram)
        types = [kind for kind, _ in _attributes(body)]
        fingerprinted = _check_fingerprint(datagram, types)
    except (_Garbage, struct.error):
        return None
    unknown = [kind for kind in types if kind < _OPTIONAL and kind not in _UNDERSTOOD]
    if unknown:
        return _message(_ERROR, transaction, _refusal(unknown), fingerprinted)
    return _message(_SUCCESS, transaction, _mapped(source, transaction), fingerprinted)


def _request(datagram: bytes) -> tuple[bytes, bytes]:
    """Transaction id and body of a Binding request (section 6.3)."""
    if not _HEADER.size <= len(datagram) <= _REQUEST_MAX:
        raise _Garbage
    kind, length, cookie, transaction = _HEADER.unpack_from(datagram)
    body = datagram[_HEADER.size :]
    if kind != _REQUEST or cookie != _COOKIE or length != len(body) or length % 4:
        raise _Garbage
    return transaction, body


def _attributes(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and value of each attribute; values are padded to four bytes (section 14)."""
    at = 0
    while at < len(body):
        kind, length = _ATTRIBUTE.unpack_from(body, at)
        at += _ATTRIBUTE.size
        if at + length > len(body):
            raise _Garbage
        yield kind, body[at : at + length]
        at += length + -length % 4


def _check_fingerprint(datagram: bytes, types: list[int]) -> bool:
    """Whether the request ends with a fingerprint; a wrong one is garbage (section 14.7)."""
    if _FINGERPRINT not in types:
        return False
    if types[-1] != _FINGERPRINT or datagram[-8:] != _fingerprint(datagram[:-8]):
        raise _Garbage
    return True


def _fingerprint(covered: bytes) -> bytes:
    """The attribute over the message up to it, whose length field counts it already."""
    return struct.pack("!HHI", _FINGERPRINT, 4, crc32(covered) ^ _FINGERPRINT_XOR)


def _mapped(source: Address, transaction: bytes) -> bytes:
    """XOR-MAPPED-ADDRESS (section 14.2). An IPv4 address in IPv6 form is told as IPv4."""
    host = ip_address(source[0].partition("%")[0])
    plain: IPv4Address | IPv6Address = getattr(host, "ipv4_mapped", None) or host
    mask = struct.pack("!I12s", _COOKIE, transaction)
    xored = bytes(a ^ b for a, b in zip(plain.packed, mask, strict=False))
    family = 1 if plain.version == 4 else 2
    value = struct.pack("!xBH", family, source[1] ^ (_COOKIE >> 16)) + xored
    return _ATTRIBUTE.pack(_XOR_MAPPED_ADDRESS, len(value)) + value


def _refusal(unknown: list[int]) -> bytes:
    """420 Unknown Attribute, naming at most eight of them (sections 14.8 and 14.13)."""
    named = b"".join(struct.pack("!H", kind) for kind in unknown[:8])
    padding = b"\0" * (-len(named) % 4)
    code = struct.pack("!HHxxBB", _ERROR_CODE, 4, 4, 20)
    return code + _ATTRIBUTE.pack(_UNKNOWN_ATTRIBUTES, len(named)) + named + padding


def _message(kind: int, transaction: bytes, body: bytes, fingerprinted: bool) -> bytes:
    length = len(body) + (8 if fingerprinted else 0)
    message = _HEADER.pack(kind, length, _COOKIE, transaction) + body
    return message + _fingerprint(message) if fingerprinted else message


class SourceRates:
    """Bounds what one source gets, so that a forged source address wins nobody a flood.

    A source is an IPv4 address or an IPv6 /64. An honest person in a full room asks a hundred
    times at once, an office behind one address some hundred; at most `sources_max` are known
    at a time, and when there are more, all begin anew.
    """

    def __init__(
        self,
        clock: Monotonic = monotonic,
        *,
        burst: float = 500,
        per_s: float = 100,
        sources_max: int = 10_000,
    ) -> None:
        self._clock = clock
        self._burst = burst
        self._per_s = per_s
        self._sources_max = sources_max
        self._buckets: dict[str, Bucket] = {}

    def take(self, host: str) -> bool:
        """Whether this source may have one more answer."""
        source = _network(host) if ":" in host else host
        now = self._clock()
        bucket = self._buckets.get(source)
        if bucket is None:
            if len(self._buckets) >= self._sources_max:
                self._buckets.clear()
            bucket = self._buckets[source] = Bucket(self._burst, self._per_s, now)
        return bucket.take(now)


def _network(host: str) -> str:
    return IPv6Address(host.partition("%")[0]).packed[:8].hex()


class _Responder(asyncio.DatagramProtocol):
    def __init__(self, rates: SourceRates) -> None:
        self._rates = rates
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        if self._transport is None or not self._rates.take(addr[0]):
            return
        reply = answer(data, addr)
        if reply is not None:
            self._transport.sendto(reply, addr)


class StunResponder:
    """The responder in a thread and event loop of its own, beside the loop that serves rooms.

    `host` empty or 0.0.0.0 means every address, of IPv6 too where the machine has it.
    `port` 0 takes a free one; `port` tells which after `start`.
    """

    def __init__(self, host: str, port: int, rates: SourceRates | None = None) -> None:
        self._host = host
        self.port = port
        self._rates = rates or SourceRates()
        self._thread: threading.Thread | None = None
        self._end: Callable[[], object] = lambda: None

    def start(self) -> None:
        """Bind and begin to answer. Raises OSError when the port cannot be had."""
        sockets = self._bound()
        running = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(sockets, running)), name="stun", daemon=True
        )
        self._thread.start()
        running.wait()
        _log.info("stun_started", port=self.port)

    def stop(self) -> None:
        """Close the sockets and wait for the thread; more than once does no harm."""
        if self._thread is not None:
            self._end()
            self._thread.join()
            self._thread = None

    def _bound(self) -> list[socket.socket]:
        if self._host not in {"", "0.0.0.0"}:  # noqa: S104 - read, not bound
            return [self._bind(self._host)]
        sockets = [self._bind("0.0.0.0")]  # noqa: S104 - STUN is for everybody
        try:
            sockets.append(self._bind("::"))
        except OSError:
            _log.info("stun_without_ipv6")
        return sockets

    def _bind(self, host: str) -> socket.socket:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        bound = socket.socket(family, socket.SOCK_DGRAM)
        try:
            if family == socket.AF_INET6:
                bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            bound.setblocking(False)
            bound.bind((host, self.port))
        except OSError:
            bound.close()
            raise
        self.port = bound.getsockname()[1]
        return bound

    async def _serve(self, sockets: list[socket.socket], running: threading.Event) -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        self._end = lambda: loop.call_soon_threadsafe(ended.set)
        endpoints = [
            await loop.create_datagram_endpoint(lambda: _Responder(self._rates), sock=bound)
            for bound in sockets
        ]
        running.set()
        await ended.wait()
        for transport, _ in endpoints:
            transport.close()


def responder_of(settings: Settings) -> StunResponder | None:
    """The responder, running, where the settings want one. Raises SettingsError."""
    if not serves_stun(settings):
        return None
    responder = StunResponder(settings.listen_host, settings.stun_port)
    try:
        responder.start()
    except OSError as error:
        raise SettingsError(
            f"UDP port {settings.stun_port} cannot be used ({error.strerror}). "
            "Set STUN_PORT to a free one, or to 0 for none."
        ) from None
    return responder
