"""The servers that tell a browser its own address, for whoever joins a room."""

from __future__ import annotations

from urllib.parse import urlsplit

from gethory.live.schemas import IceServer
from gethory.settings import Settings


def ice_servers(settings: Settings) -> tuple[IceServer, ...]:
    """The configured STUN servers, else our own; none where people reach us on loopback only."""
    urls = settings.stun_urls or _own(settings)
    return (IceServer(urls=list(urls)),) if urls else ()


def serves_stun(settings: Settings) -> bool:
    """Whether our own responder is wanted: browsers are told of it and nothing replaces it."""
    return not settings.stun_urls and bool(_own(settings))


def _own(settings: Settings) -> tuple[str, ...]:
    if settings.loopback or not settings.stun_port:
        return ()
    host = urlsplit(settings.public_url).hostname or ""
    bracketed = f"[{host}]" if ":" in host else host
    return (f"stun:{bracketed}:{settings.stun_port}",)
