"""Whether a request comes from this machine itself."""

from __future__ import annotations

import re

from fastapi import Request

from gethory.kit.address import is_loopback

_BY_PROXIES = {"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "fly-client-ip"}


def is_from_this_machine(request: Request) -> bool:
    """A proxy in front would make strangers look like this machine, so none may be; and a page
    must not reach us by a name that was pointed here."""
    peer = request.client.host if request.client else ""
    host = re.sub(r":\d+$", "", request.headers.get("host", ""))
    forwarded = any(
        name in _BY_PROXIES or name.startswith(("x-forwarded-", "x-original-", "cf-"))
        for name in request.headers
    )
    return is_loopback(peer) and is_loopback(host) and not forwarded
