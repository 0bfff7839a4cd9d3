"""The cookies of a session: how they are set and cleared."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypedDict

from starlette.requests import Request
from starlette.responses import Response

from gethory.auth.sessions import SignedIn
from gethory.auth.signing_in import DEVICE_LIFE
from gethory.auth.tokens import ACCESS_COOKIE, REFRESH_COOKIE
from gethory.kit.clock import Now, now

DEVICE_COOKIE = "device"

_PATHS = {ACCESS_COOKIE: "/", REFRESH_COOKIE: "/api/auth"}
_DEVICE_PATH = "/api/auth/login"


class _Flags(TypedDict):
    httponly: bool
    samesite: Literal["strict"]
    secure: bool


class Cookies:
    """Sets and clears the cookies; nothing of ours can be read by a script."""

    def __init__(self, *, secure: bool, clock: Now = now) -> None:
        """`secure` everywhere but in development, where there is no HTTPS."""
        self._flags = _Flags(httponly=True, samesite="strict", secure=secure)
        self._now = clock

    def sign_in(self, response: Response, signed_in: SignedIn) -> None:
        """The access cookie, and of a full session the refresh cookie."""
        self._set(response, ACCESS_COOKIE, signed_in.access, signed_in.access_until)
        if signed_in.refresh is not None:
            until = signed_in.caller.session.expires_at
            self._set(response, REFRESH_COOKIE, signed_in.refresh, until)

    def know_device(self, response: Response, token: str) -> None:
        """Remember that this browser signed in."""
        life = int(DEVICE_LIFE.total_seconds())
        response.set_cookie(DEVICE_COOKIE, token, max_age=life, path=_DEVICE_PATH, **self._flags)

    def clear(self, request: Request, response: Response) -> None:
        """Clear those session cookies that came with the request."""
        for name, path in _PATHS.items():
            if name in request.cookies:
                response.delete_cookie(name, path=path, **self._flags)

    def clear_of(self, access_token: str | None, request: Request, response: Response) -> None:
        """Clear both session cookies where the access token came as one: the refresh token
        does not come along to every address, but it is of the same session."""
        if access_token and request.cookies.get(ACCESS_COOKIE) == access_token:
            for name, path in _PATHS.items():
                response.delete_cookie(name, path=path, **self._flags)

    def _set(self, response: Response, name: str, value: str, until: datetime) -> None:
        max_age = max(0, round((until - self._now()).total_seconds()))
        response.set_cookie(name, value, max_age=max_age, path=_PATHS[name], **self._flags)
