"""Which pages may talk to this server: one rule for REST and for the socket handshake."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from gethory.errors import OriginForbidden
from gethory.kit.address import is_loopback


class Origins:
    """The allowed origins: exact ones, and with `loopback` every page of this machine."""

    def __init__(
        self,
        allowed: frozenset[str],
        *,
        loopback: bool,
        same_site_paths: frozenset[str] = frozenset(),
    ) -> None:
        """`allowed` are `scheme://host[:port]` in lower case. `same_site_paths` change
        something by GET, so a link or picture of a foreign page must not reach them."""
        self._allowed = allowed
        self._loopback = loopback
        self._same_site_paths = same_site_paths

    def allows(self, origin: str) -> bool:
        """Whether pages of this origin may talk to us; `null` never may."""
        origin = origin.lower()
        return origin in self._allowed or (self._loopback and _is_loopback_origin(origin))

    def check(self, path: str, headers: Mapping[str, str]) -> None:
        """Raises OriginForbidden. `headers` is looked up in lower case.

        Without `Origin` it is a program, or a browser's own GET.
        """
        origin = headers.get("origin")
        if origin is not None:
            if not self.allows(origin):
                raise OriginForbidden()
        elif path in self._same_site_paths and headers.get("sec-fetch-site") == "cross-site":
            raise OriginForbidden()


def _is_loopback_origin(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not is_loopback(host):
        return False
    shown = f"[{host}]" if ":" in host else host
    return origin == f"{parts.scheme}://{shown}" + ("" if port is None else f":{port}")
