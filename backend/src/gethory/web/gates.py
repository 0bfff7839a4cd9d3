"""What every request passes before a feature sees it: origin, CORS, headers."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gethory.errors import Refusal
from gethory.web.problems import problem_response

OriginRule = Callable[[str, Headers], None]
"""Given path and headers, raises OriginForbidden for a page that may not talk to us."""


def api_path(path: str) -> bool:
    """Whether the address belongs to programs, not to a person's address bar."""
    return path.startswith(("/api/", "/socket.io")) or path == "/api"


class OriginGate:
    """Refuses pages of foreign origins on everything a session could be used for."""

    def __init__(self, app: ASGIApp, rule: OriginRule) -> None:
        self._app = app
        self._rule = rule

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and api_path(scope["path"]):
            try:
                self._rule(scope["path"], Headers(scope=scope))
            except Refusal as refusal:
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
