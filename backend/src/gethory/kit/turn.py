"""Addresses of TURN and STUN servers: as people write them, and as browsers take them."""

from __future__ import annotations

import re
from collections.abc import Iterable

PORT, TLS_PORT = 3478, 5349
"""Where such a server listens when nothing else is said (RFC 7065, section 3.2)."""

_ADDRESS = re.compile(
    r"(?:(?P<scheme>turns?):(?://)?)?"
    r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)"
    r"(?::(?P<port>\d{1,5}))?"
    r"(?:\?transport=(?P<transport>udp|tcp))?",
    re.IGNORECASE,
)


def relay_urls(written: str) -> tuple[str, ...]:
    """The URLs of one relay, in the order in which a browser should try them.

    `turn.example.org` is a relay on the usual ports by UDP, TCP and TLS; `HOST:PORT` and `turn:`
    without a transport one by UDP and TCP; `turns:` one by TLS. Raises ValueError.
    """
    match = _ADDRESS.fullmatch(written)
    if match is None or int(match["port"] or 1) not in range(1, 65_536):
        raise ValueError("Write it as turn.example.org, HOST:PORT, turn:HOST:PORT or turns:HOST.")
    scheme = (match["scheme"] or "").lower()
    host, port, transport = match["host"].lower(), match["port"], (match["transport"] or "").lower()
    if scheme == "turns":
        if transport == "udp":
            raise ValueError("No browser uses turns: over UDP.")
        return (f"turns:{host}:{port or TLS_PORT}?transport=tcp",)
    transports = (transport,) if transport else ("udp", "tcp")
    plain = tuple(f"turn:{host}:{port or PORT}?transport={each}" for each in transports)
    usual = not scheme and port is None and not transport
    return (*plain, f"turns:{host}:{TLS_PORT}?transport=tcp") if usual else plain


def stun_urls(relays: Iterable[str]) -> tuple[str, ...]:
    """The same servers as STUN servers: whatever relays UDP tells a browser its address, too."""
    udp = (url for url in relays if url.startswith("turn:") and url.endswith("=udp"))
    return tuple(dict.fromkeys(f"stun:{url[5:].partition('?')[0]}" for url in udp))
