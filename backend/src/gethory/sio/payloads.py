"""Encodes and decodes Engine.IO 4 packets and the payloads of long-polling: pure, knows no socket.

Source: Engine.IO protocol 4 (its published document). A packet is `<type>[<data>]`; a payload is
packets with U+001E between them, binary ones as `b` and base64.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterable

import msgspec

OPEN, CLOSE, PING, PONG, MESSAGE, UPGRADE, NOOP = b"0", b"1", b"2", b"3", b"4", b"5", b"6"
PROBE, PROBED = b"2probe", b"3probe"

_SEPARATOR = b"\x1e"


class Binary(bytes):
    """A binary message: a frame of its own in a WebSocket, base64 in a payload."""

    __slots__ = ()


class PayloadError(Exception):
    """What came is no payload."""


def encode_open(
    sid: str,
    upgrades: tuple[str, ...],
    ping_interval_ms: int,
    ping_timeout_ms: int,
    max_payload: int,
) -> bytes:
    """OPEN: what a client must know first."""
    facts = {
        "sid": sid,
        "upgrades": upgrades,
        "pingInterval": ping_interval_ms,
        "pingTimeout": ping_timeout_ms,
        "maxPayload": max_payload,
    }
    return OPEN + msgspec.json.encode(facts)


def encode_payload(out: Iterable[bytes]) -> bytes:
    """The body that carries these packets."""
    return _SEPARATOR.join([_text(packet) if type(packet) is Binary else packet for packet in out])


def decode_payload(body: bytes, max_packets: int) -> list[bytes]:
    """The packets in a body, binary ones as Binary. Raises PayloadError."""
    if body.count(_SEPARATOR) >= max_packets:
        raise PayloadError
    return [_packet(part) for part in body.split(_SEPARATOR)]


def _text(packet: bytes) -> bytes:
    return b"b" + binascii.b2a_base64(packet, newline=False)


def _packet(part: bytes) -> bytes:
    if not part.startswith(b"b"):
        return part
    try:
        return Binary(binascii.a2b_base64(part[1:], strict_mode=True))
    except ValueError:
        raise PayloadError from None
