"""What every request passes before a feature sees it: origin, CORS, cookies, headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gethory.errors import Refusal
from gethory.web.problems import problem_response

_PLAIN_COOKIE = re.compile(r"[A-Za-z0-9._~+/=-]*")

OriginRule = Callable[[str, Headers], None]
OnRefused = Callable[[Scope], None]
"""Given path and headers, raises OriginForbidden for a page that may not talk to us."""


def api_path(path: str) -> bool:
    """Whether the address belongs to programs, not to a person's address bar."""
    return path.startswith(("/api/", "/socket.io")) or path == "/api"


class OriginGate:
    """Refuses pages of foreign origins on everything a session could be used for."""

    def __init__(self, app: ASGIApp, rule: OriginRule, on_refused: OnRefused) -> None:
        self._app = app
        self._rule = rule
        self._on_refused = on_refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and api_path(scope["path"]):
            try:
                self._rule(scope["path"], Headers(scope=scope))
            except Refusal as refusal:
                self._on_refused(scope)
                await problem_response(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Cors(CORSMiddleware):
    """Lets pages of allowed origins read answers, refusals too, with credentials."""

    def __init__(self, app: ASGIApp, allows: Callable[[str], bool]) -> None:
        super().__init__(
            app,
            allow_credentials=True,
            allow_methods=("GET", "POST", "PUT", "DELETE"),
            allow_headers=("Content-Type", "Authorization"),
            expose_headers=("Retry-After",),
        )
        self._allows = allows

    def is_allowed_origin(self, origin: str) -> bool:
        return self._allows(origin)


class Beside:
    """Gives what is asked under one path to an application that reads bodies and cookies itself."""

    def __init__(self, app: ASGIApp, path: str, beside: ASGIApp) -> None:
        self._app = app
        self._path = path
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        here = path == self._path or path.startswith(self._path + "/")
        await (self._beside if here else self._app)(scope, receive, send)


class CookieGate:
    """Passes on the cookies that are ours, the first of each name, and no other.

    The framework reads all cookies of every request with the standard library's parser, which
    before Python 3.11.10 takes seconds for 30 KB of backslashes (CVE-2024-7592).
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "cookie" in (headers := Headers(scope=scope)):
            kept = self._ours("; ".join(headers.getlist("cookie")))
            others = [header for header in scope["headers"] if header[0] != b"cookie"]
            scope = {**scope, "headers": [*others, (b"cookie", kept.encode())]}
        await self._app(scope, receive, send)

    def _ours(self, cookies: str) -> str:
        found: dict[str, str] = {}
        for pair in cookies.split(";"):
            name, _, value = pair.partition("=")
            name, value = name.strip(), value.strip().strip('"')
            if name in self._names and name not in found and _PLAIN_COOKIE.fullmatch(value):
                found[name] = value
        return "; ".join(f"{name}={value}" for name, value in found.items())


class HeadersGate:
    """Headers that every answer carries."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, headed)

    def _add(self, headers: MutableHeaders, path: str) -> None:
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if path.startswith("/api"):
            headers.setdefault("Cache-Control", "no-store")
        if self._secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
