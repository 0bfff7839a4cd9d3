"""Encodes and decodes Socket.IO 5 packets: pure, knows no socket.

Source: Socket.IO protocol 5 (its published document). A message, which is an Engine.IO packet, is
`4<kind>[<attachments>-][<namespace>,][<ack id>][JSON]`, all of it UTF-8; the attachments follow
as binary messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Any

import msgspec

MAX_NAMESPACE = 128
MAX_ACK_DIGITS = 16


class PacketError(Exception):
    """What came is no packet of these protocols."""


class Kind(Enum):
    """Socket.IO packet types."""

    CONNECT = 0
    DISCONNECT = 1
    EVENT = 2
    ACK = 3
    CONNECT_ERROR = 4
    BINARY_EVENT = 5
    BINARY_ACK = 6


class Packet(msgspec.Struct, frozen=True, gc=False):
    """One Socket.IO packet; JSON stays as the bytes that came."""

    kind: Kind
    namespace: str
    ack_id: int | None = None
    announced: int = 0
    """How many attachments follow."""
    args: list[msgspec.Raw] = []
    """EVENT and ACK: each element of the array; an event's first is its name."""
    data: bytes = b""
    """CONNECT: a JSON object or nothing."""
    attachments: tuple[bytes, ...] = ()

    @property
    def size(self) -> int:
        """About how many bytes it keeps."""
        return len(self.data) + sum(map(len, self.args)) + sum(map(len, self.attachments))


_KINDS = {b"%d" % kind.value: kind for kind in Kind}
_BINARY = {Kind.EVENT: Kind.BINARY_EVENT, Kind.ACK: Kind.BINARY_ACK}
_EVENT = Kind.EVENT  # names of the module are found faster than members
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])
_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_TEXT = msgspec.json.Decoder(str)
_ANYTHING = msgspec.json.Decoder(Any)
_encode = msgspec.json.encode
_OPENING, _CLOSING, _COMMA = b"[],"
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)",
    re.DOTALL,
)


def decode(message: bytes) -> Packet:
    """The Socket.IO packet in an Engine.IO message packet (leading `4` included).

    The JSON is checked to be JSON and UTF-8, so its parts may be passed on to others as they are.
    Raises PacketError and nothing else.
    """
    try:
        if not message.isascii():
            message.decode()
        if message.startswith(b"42["):  # nearly all of them
            return Packet(_EVENT, "/", None, 0, _ARRAY.decode(message[2:]))
        return _decode(message)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        if (whole := _ESCAPE.sub(_without_half, message)) == message:
            raise PacketError from error
        return decode(whole)


def _without_half(escape: re.Match[bytes]) -> bytes:
    """Half of a surrogate pair, which JavaScript can write and nobody can read, as U+FFFD."""
    text = escape[0]
    return b"\\ufffd" if len(text) == 6 and text[2:3] in b"dD" else text


def split(message: bytes) -> tuple[bytes, bytes, int | None] | None:
    """Name, payload and ack id of an event in `/`, nothing of it looked at; None for anything
    that is not as simple as nearly all of them are. The message is an EVENT."""
    if message[-1] != _CLOSING or not (message.isascii() or _is_utf8(message)):
        return None
    start, ack_id = 2, None
    if message[2] != _OPENING:
        start = message.find(b"[", 3, 4 + MAX_ACK_DIGITS)
        digits = message[2:start]
        if start < 0 or not digits.isdigit():
            return None
        ack_id = int(digits)
    end = message.find(b'"', start + 2)
    if end < 0 or message[end + 1] != _COMMA:
        return None
    return message[start + 1 : end + 1], message[end + 2 : -1], ack_id


def _is_utf8(message: bytes) -> bool:
    try:
        message.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decode(message: bytes) -> Packet:
    kind = _KINDS.get(message[1:2])
    if kind is _EVENT:
        return _data(kind, message, 2, 0)
    if kind is Kind.CONNECT or kind is Kind.DISCONNECT:
        return _control(kind, message[2:])
    if kind is Kind.ACK:
        return _answer(_data(kind, message, 2, 0))
    if kind is None or kind is Kind.CONNECT_ERROR:
        raise PacketError
    dash = message.index(b"-", 2)
    packet = _data(kind, message, dash + 1, _number(message[2:dash]))
    return packet if kind is Kind.BINARY_EVENT else _answer(packet)


def _data(kind: Kind, message: bytes, start: int, announced: int) -> Packet:
    bracket = message.index(b"[", start)
    args = _ARRAY.decode(message[bracket:])
    head = message[start:bracket]
    if head.isdigit():
        return Packet(kind, "/", _number(head), announced, args)
    if not head:
        return Packet(kind, "/", None, announced, args)
    name, comma, digits = head.partition(b",")
    if not comma:
        raise PacketError
    ack_id = _number(digits) if digits else None
    return Packet(kind, _namespace(name), ack_id, announced, args)


def _answer(packet: Packet) -> Packet:
    if packet.ack_id is None:
        raise PacketError
    return packet


def _control(kind: Kind, rest: bytes) -> Packet:
    namespace = "/"
    if rest.startswith(b"/"):
        name, _, rest = rest.partition(b",")
        namespace = _namespace(name)
    if rest:
        _OBJECT.decode(rest)
    return Packet(kind, namespace, data=rest)


def _namespace(name: bytes) -> str:
    if len(name) > MAX_NAMESPACE or not name.startswith(b"/"):
        raise PacketError
    return name.decode()


def _number(digits: bytes) -> int:
    if len(digits) > MAX_ACK_DIGITS or not digits.isdigit():
        raise PacketError
    return int(digits)


def attach(packet: Packet, attachments: list[bytes]) -> Packet:
    """The packet with all that it announced.

    Raises PacketError when a placeholder in it stands for none of them: who decodes such a
    packet, and be it another client it was passed on to, breaks over it.
    """
    left = [_ANYTHING.decode(arg) for arg in packet.args]
    while left:
        value = left.pop()
        if isinstance(value, list):
            left += value
        elif isinstance(value, dict):
            if value.get("_placeholder") is True:
                _check_number(value.get("num"), len(attachments))
            left += value.values()
    return msgspec.structs.replace(packet, attachments=tuple(attachments))


def _check_number(number: object, count: int) -> None:
    if type(number) is not int or not 0 <= number < count:
        raise PacketError


def event_name(raw: msgspec.Raw) -> str:
    """The name of an event from its first argument: a string, or a number as its digits.

    Raises PacketError for anything else.
    """
    text = bytes(raw)
    try:
        return _TEXT.decode(text)
    except msgspec.MsgspecError:
        if text[:1].isdigit() or text[:1] == b"-":
            return text.decode()
        raise PacketError from None


def encode_name(event: str) -> bytes:
    """An event's name as it usually comes: its JSON."""
    return _encode(event)


def encode_connect(namespace: str, sid: str) -> bytes:
    """The server's yes to a CONNECT."""
    return _head_of(b"40", namespace) + _encode({"sid": sid})


def encode_connect_error(namespace: str, message: str) -> bytes:
    """The server's no to a CONNECT."""
    return _head_of(b"44", namespace) + _encode({"message": message})


def encode_disconnect(namespace: str) -> bytes:
    """The end of a Socket.IO connection, from either side."""
    return _head_of(b"41", namespace)


class Prefixes(dict[str, bytes]):
    """By event: its packet up to its one argument, in one namespace. Made once for each event.

    The packet is the prefix, the encoded argument and `]`.
    """

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self._namespace = namespace

    def __missing__(self, event: str) -> bytes:
        prefix = self[event] = _head_of(b"42", self._namespace) + b"[" + _encode(event) + b","
        return prefix


def encode_ack(namespace: str, ack_id: int, payload: bytes | None) -> bytes:
    """The answer to an event that asked for one; `payload` is encoded JSON or nothing."""
    return b"%b%d[%b]" % (_head_of(b"43", namespace), ack_id, payload or b"")


def encode_many(
    kind: Kind,
    namespace: str,
    ack_id: int | None,
    args: Iterable[bytes | msgspec.Raw],
    attachments: int,
) -> bytes:
    """An EVENT or ACK of any number of arguments, encoded JSON each; its binary kind where
    attachments follow."""
    head = b"4%d" % kind.value
    if attachments:
        head = b"4%d%d-" % (_BINARY[kind].value, attachments)
    number = b"" if ack_id is None else b"%d" % ack_id
    return b"%b%b[%b]" % (_head_of(head, namespace), number, b",".join(map(bytes, args)))


@lru_cache(maxsize=64)
def _head_of(head: bytes, namespace: str) -> bytes:
    return head if namespace == "/" else b"%b%b," % (head, namespace.encode())
