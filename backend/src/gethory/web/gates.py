"""What is checked of every request before a feature sees it: origin, media type, size, time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gethory.errors import BodyTooLarge, InputInvalid, MediaTypeUnsupported, Refusal
from gethory.web.problems import problem_response

BODY_LIMIT = 64 * 1024
BODY_TIME_S = 30.0
_JSON = ("application/json", "application/problem+json")
_BODYLESS = ("GET", "HEAD", "OPTIONS")

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


class BodyGate:
    """Reads a body whole, within its limit and time, or refuses it and reads no further."""

    def __init__(self, app: ASGIApp, larger: dict[str, int]) -> None:
        """`larger` gives paths with a limit of their own, in bytes."""
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _BODYLESS:
            await self._app(scope, receive, send)
            return
        try:
            body = await self._body(scope, receive)
        except Refusal as refusal:
            response = problem_response(refusal)
            response.headers["Connection"] = "close"
            await response(scope, receive, send)
            return
        if body is not None:
            await self._app(scope, _replay(body, receive), send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body, empty where there is none; None when the client has gone."""
        headers = Headers(scope=scope)
        limit = self._larger.get(scope["path"], BODY_LIMIT)
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise BodyTooLarge()
        if length in ("", "0") and "transfer-encoding" not in headers:
            return b""
        if headers.get("content-type", "").partition(";")[0].strip().lower() not in _JSON:
            raise MediaTypeUnsupported()
        try:
            async with asyncio.timeout(BODY_TIME_S):
                return await _read(receive, limit)
        except TimeoutError:
            raise InputInvalid("The request took too long to arrive.") from None


async def _read(receive: Receive, limit: int) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise BodyTooLarge()
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay


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
