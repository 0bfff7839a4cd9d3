"""The forms in which addresses and names are given: each function returns them as they are used,
or raises ValueError with a sentence that does not repeat what was given."""

from __future__ import annotations

import re
from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit

_PICTURE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\.(png|jpg|jpeg|webp)")
_HOST = re.compile(r"[A-Za-z0-9.:%_-]*")
_NAME = re.compile(r"[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]")
_STUN = re.compile(r"stuns?:([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")


def web_address(url: str) -> str:
    """`https://voice.example.org`, perhaps with a port; a slash behind it does not matter."""
    url = url.strip()
    if url and not _is_origin(url):
        raise ValueError("This is no web address. Write it as https://voice.example.org.")
    return url


def web_origin(origin: str) -> str:
    """The same, of a page that may talk to the server."""
    if not _is_origin(origin):
        raise ValueError("This is no origin. Write each as https://voice.example.org.")
    return origin


def network(text: str) -> str:
    """An address or a network: 10.0.0.2, 10.0.0.0/8, fd00::/8."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise ValueError("This is no address or network. Write 10.0.0.2 or 10.0.0.0/8.") from None
    return text


def stun_url(url: str) -> str:
    """A browser with a wrong one makes no connection at all."""
    if not _STUN.fullmatch(url):
        raise ValueError("This is no STUN server. Write each as stun:stun.example.org:3478.")
    return url


def picture_name(name: str) -> str:
    """The name of a file in the folder of pictures."""
    if not _PICTURE.fullmatch(name):
        raise ValueError("This is no name of a PNG, JPEG or WebP file, like profile.png.")
    return name


def host(text: str) -> str:
    """An address to listen on."""
    text = text.strip()
    if not _HOST.fullmatch(text):
        raise ValueError("This is no address of a machine, like 127.0.0.1 or ::.")
    return text


def trusts_everybody(network_text: str) -> bool:
    """Whether every address is in the network."""
    return ip_network(network_text, strict=False).prefixlen == 0


def _is_origin(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for what is no port
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and _has_plain_host(parts)


def _has_plain_host(parts: SplitResult) -> bool:
    """A name or address, perhaps a port, and nothing else."""
    place = re.sub(r":\d*$", "", parts.netloc)
    rest = (parts.path.strip("/"), parts.query, parts.fragment)
    return _NAME.fullmatch(place) is not None and not any(rest)
