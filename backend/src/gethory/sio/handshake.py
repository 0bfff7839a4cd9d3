"""The request that asks for a WebSocket: parsed, checked and, where it must be, refused."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

_KEY = re.compile(r"[A-Za-z0-9+/]{21}[AQgw]==")


@dataclass(frozen=True, slots=True)
class Handshake:
    """The upgrade request, before anything exists for it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """Names in lower case; a repeated header is joined by `, ` (cookies by `; `)."""
    peer: str
    """Address of the TCP peer, empty if unknown. Forwarding headers are not looked at."""


class HandshakeRefused(Exception):
    """Answer the upgrade request with this HTTP response instead of 101."""

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
"""Returns the principal of the connection or raises HandshakeRefused."""


class Fault(msgspec.Struct, frozen=True):
    """An error of the Engine.IO handshake, as its JavaScript server words them."""

    code: int
    message: str
    status: int = 400


TRANSPORT_UNKNOWN = Fault(0, "Transport unknown: this server speaks WebSocket only")
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
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        name, value = name.lower(), value.strip(" \t")
        if name in headers:
            value = headers[name] + ("; " if name == "cookie" else ", ") + value
        headers[name] = value
    try:
        target = urlsplit(rest.rpartition(" ")[0])
        query = dict(reversed(parse_qsl(target.query, keep_blank_values=True, max_num_fields=32)))
    except ValueError:
        raise refusal(BAD_REQUEST) from None
    return Handshake(unquote(target.path), query, headers, peer)


def check(handshake: Handshake, path: str) -> None:
    """Whether the request is one for an Engine.IO 4 WebSocket. Raises HandshakeRefused."""
    if handshake.path.rstrip("/") != path.rstrip("/"):
        raise HandshakeRefused(404, b"Not Found", "text/plain")
    if handshake.query.get("EIO") != "4":
        raise refusal(VERSION_UNSUPPORTED)
    if handshake.query.get("transport") != "websocket":
        raise refusal(TRANSPORT_UNKNOWN)
    if "sid" in handshake.query:
        raise refusal(SESSION_UNKNOWN)
    if handshake.headers.get("sec-websocket-version") != "13":
        raise HandshakeRefused(426, headers=(("sec-websocket-version", "13"),))
    if not _KEY.fullmatch(handshake.headers.get("sec-websocket-key", "")):
        raise refusal(BAD_REQUEST)


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
