"""Requests of Engine.IO clients: parsed, checked and, where it must be, refused; pure."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

COOKIE = "io"
"""A random value that the browser of a session of long-polling gets with its first answer."""

_KEY = re.compile(r"[A-Za-z0-9+/]{21}[AQgw]==")
_BROWSER = re.compile(r"[A-Za-z0-9_-]{20}")


@dataclass(frozen=True, slots=True)
class Handshake:
    """A request, before anything exists for it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """Names in lower case; a repeated header is joined by `, ` (cookies by `; `)."""
    peer: str
    """Address of the TCP peer, empty if unknown. Forwarding headers are not looked at."""


class HandshakeRefused(Exception):
    """Answer the request with this HTTP response."""

    def __init__(
        self,
        status: int,
        body: bytes = b"",
        media_type: str = "application/json",
        headers: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init__(status)
        self.status = HTTPStatus(status)
        self.body = body
        self.media_type = media_type
        self.headers = tuple(headers)


class ConnectRefused(Exception):
    """Answer a Socket.IO CONNECT with the connect error `{"message": message}`."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


Authenticate = Callable[[Handshake], Awaitable[Any]]
"""Returns the principal of a new session or raises HandshakeRefused."""
Recognise = Callable[[Handshake, Any], Awaitable[bool | None]]
"""Whether a further request of a session comes from its principal; None where the request does
not say whom it comes from. May raise HandshakeRefused."""


class Fault(msgspec.Struct, frozen=True):
    """An error of the Engine.IO handshake, as its JavaScript server words them."""

    code: int
    message: str
    status: int = 400


TRANSPORT_UNKNOWN = Fault(0, "Transport unknown")
SESSION_UNKNOWN = Fault(1, "Session ID unknown")
BAD_METHOD = Fault(2, "Bad handshake method")
BAD_REQUEST = Fault(3, "Bad request")
VERSION_UNSUPPORTED = Fault(5, "Unsupported protocol version")


def fault_body(fault: Fault) -> bytes:
    """The JSON body an Engine.IO client expects."""
    return msgspec.json.encode({"code": fault.code, "message": fault.message})


def refusal(fault: Fault, headers: Iterable[tuple[str, str]] = ()) -> HandshakeRefused:
    """The HTTP answer for a fault of the handshake."""
    return HandshakeRefused(fault.status, fault_body(fault), headers=headers)


def parse(request: bytes, peer: str) -> Handshake:
    """The handshake in a complete HTTP/1.1 request head. Raises HandshakeRefused."""
    lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, _, rest = lines[0].partition(" ")
    if method != "GET":
        raise refusal(BAD_METHOD)
    pairs = (line.partition(":") for line in lines[1:])
    try:
        target = urlsplit(rest.rpartition(" ")[0])
    except ValueError:
        raise refusal(BAD_REQUEST) from None
    return of_parts(
        unquote(target.path),
        target.query,
        ((name.lower(), value.strip(" \t")) for name, _, value in pairs),
        peer,
    )


def of_parts(path: str, query: str, headers: Iterable[tuple[str, str]], peer: str) -> Handshake:
    """A handshake; names of headers are in lower case. Raises HandshakeRefused."""
    joined: dict[str, str] = {}
    for name, value in headers:
        before = joined.get(name)
        together = "; " if name == "cookie" else ", "
        joined[name] = value if before is None else before + together + value
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=32)
    except ValueError:
        raise refusal(BAD_REQUEST) from None
    return Handshake(path, dict(reversed(pairs)), joined, peer)


def check(handshake: Handshake, path: str, transport: str) -> None:
    """Whether the request is one of Engine.IO 4 for this transport. Raises HandshakeRefused."""
    if handshake.path.rstrip("/") != path.rstrip("/"):
        raise HandshakeRefused(404, b"Not Found", "text/plain")
    if handshake.query.get("EIO") != "4":
        raise refusal(VERSION_UNSUPPORTED)
    asked = handshake.query.get("transport")
    if asked != transport:
        raise refusal(BAD_REQUEST if asked in {"polling", "websocket"} else TRANSPORT_UNKNOWN)


def check_upgrade(handshake: Handshake) -> None:
    """Whether the request is one for a WebSocket (RFC 6455, 4.2.1). Raises HandshakeRefused."""
    if handshake.headers.get("sec-websocket-version") != "13":
        raise HandshakeRefused(426, headers=(("sec-websocket-version", "13"),))
    if not _KEY.fullmatch(handshake.headers.get("sec-websocket-key", "")):
        raise refusal(BAD_REQUEST)


def browser_of(handshake: Handshake) -> str:
    """What the cookie of long-polling says, empty for nothing of ours."""
    for pair in handshake.headers.get("cookie", "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE and _BROWSER.fullmatch(value):
            return value
    return ""


def response(refused: HandshakeRefused, default_headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The whole HTTP response of a refusal; the connection closes after it."""
    own = [
        *refused.headers,
        ("content-type", refused.media_type),
        ("content-length", str(len(refused.body))),
        ("connection", "close"),
    ]
    lines = [
        b"HTTP/1.1 %d %b" % (refused.status, refused.status.phrase.encode()),
        *(b"%b: %b" % header for header in default_headers),
        *(f"{name}: {value}".encode("latin-1") for name, value in own),
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + refused.body
