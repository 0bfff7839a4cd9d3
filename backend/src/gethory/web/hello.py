"""A WebSocket that says hello and closes: whether the way to the sockets is free, for anybody.

A browser cannot see why a socket was refused. Whoever looks for the reason, and may not be signed
in, opens this one: it is accepted, closed with 1000, and knows nobody. It stands below the path
of the sockets, so that a proxy treats it like them.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha1
from typing import Any, cast

from gethory.errors import InputInvalid, OriginForbidden
from gethory.web.http1 import refusal_bytes

PATH = "/socket.io/hello"
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
_CLOSE_1000 = b"\x88\x02\x03\xe8"

Check = Callable[[str, Mapping[str, str]], None]
"""Raises OriginForbidden for a page that may not talk to us."""


def with_hello(inner: type[asyncio.Protocol], check: Check) -> type[asyncio.Protocol]:
    """The class for `uvicorn.Config(ws=...)`: ours for this path, `inner` for every other."""

    class BoundHello(Hello):
        __slots__ = ()

        def __init__(self, **how: Any) -> None:
            super().__init__(inner(**how), check)

    return BoundHello


class Hello(asyncio.Protocol):
    """One request to upgrade; uvicorn calls it as `sio/asgi.py` says."""

    __slots__ = ("_check", "_inner", "_transport")

    def __init__(self, inner: asyncio.Protocol, check: Check) -> None:
        self._inner = inner
        self._check = check

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Whoever it is for."""
        self._transport = cast(asyncio.Transport, transport)
        self._inner.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client went away before its answer."""
        self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The request, as one piece."""
        target = data.split(b" ", 2)[1:2]
        if target == [PATH.encode()]:
            self._transport.write(self._answer(data))
            self._transport.close()
        else:
            self._inner.data_received(data)

    def _answer(self, request: bytes) -> bytes:
        headers = _headers(request)
        try:
            self._check(PATH, headers)
        except OriginForbidden as refusal:
            return refusal_bytes(refusal)
        key = headers.get("sec-websocket-key", "").encode()
        if len(key) != 24 or headers.get("sec-websocket-version") != "13":
            return refusal_bytes(InputInvalid("This is not a request for a WebSocket."))
        accept = b64encode(sha1(key + _GUID, usedforsecurity=False).digest())
        return (
            b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
            b"sec-websocket-accept: %b\r\n\r\n%b" % (accept, _CLOSE_1000)
        )


def _headers(request: bytes) -> dict[str, str]:
    lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.lower(): value.strip() for name, _, value in pairs}
