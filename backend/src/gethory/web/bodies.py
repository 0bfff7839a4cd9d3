"""Bodies of requests: read whole, within size and time, before a feature sees the request."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gethory.errors import BodyTooLarge, InputInvalid, MediaTypeUnsupported, Refusal
from gethory.web.problems import problem_response

BODY_LIMIT = 64 * 1024
BODY_TIME_S = 30.0
"""How long a body may take, and the longer the more of it came:"""
BYTES_PER_S = 32 * 1024
DRAIN_S = 2.0
"""How long what still comes of a refused body is thrown away: to somebody who is sending,
closing at once would look like a broken network, not like an answer."""
VALUES_MAX = 1000
"""About how many values a body above the common limit may have: it is large for one long text.
Ten megabytes of small numbers would take half a second to read, with everybody waiting."""
_JSON = ("application/json", "application/problem+json")
_BODYLESS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Larger:
    """A limit above the common one, for those who are let in."""

    limit: int
    admit: Callable[[Headers], AbstractAsyncContextManager[None]]
    """Entered before more than the common limit is read; raises a Refusal."""


class BodyGate:
    """Reads a body, or refuses it and keeps nothing of it."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, Larger]) -> None:
        """`larger` gives paths with a limit of their own."""
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _BODYLESS:
            await self._app(scope, receive, send)
            return
        async with AsyncExitStack() as admitted:
            try:
                body = await self._body(scope, receive, admitted)
            except Refusal as refusal:
                await _refuse(refusal, receive, send)
                return
            if body is not None:
                await self._app(scope, _replay(body, receive), send)

    async def _body(self, scope: Scope, receive: Receive, admitted: AsyncExitStack) -> bytes | None:
        """The body, empty where there is none; None when the client has gone."""
        headers = Headers(scope=scope)
        larger = self._larger.get(scope["path"])
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > (larger.limit if larger else BODY_LIMIT):
            raise BodyTooLarge()
        if length in ("", "0") and "transfer-encoding" not in headers:
            return b""
        if headers.get("content-type", "").partition(";")[0].strip().lower() not in _JSON:
            raise MediaTypeUnsupported()
        try:
            return await _read(receive, headers, larger, admitted)
        except TimeoutError:
            raise InputInvalid("The request took too long to arrive.") from None


async def _read(
    receive: Receive, headers: Headers, larger: Larger | None, admitted: AsyncExitStack
) -> bytes | None:
    chunks: list[bytes] = []
    size, limit = 0, BODY_LIMIT
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(BODY_TIME_S) as patience:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > limit and larger is not None and limit < larger.limit:
                await admitted.enter_async_context(larger.admit(headers))
                limit = larger.limit
            if size > limit:
                raise BodyTooLarge()
            chunks.append(chunk)
            if not message.get("more_body", False):
                return _plain(b"".join(chunks))
            patience.reschedule(began + BODY_TIME_S + size / BYTES_PER_S)


def _plain(body: bytes) -> bytes:
    if len(body) > BODY_LIMIT and body.count(b",") > VALUES_MAX:
        raise InputInvalid("That is too much to read.")
    return body


async def _refuse(refusal: Refusal, receive: Receive, send: Send) -> None:
    """The whole answer at once; then the rest of the body goes by, and the connection closes."""
    response = problem_response(refusal)
    response.headers["Connection"] = "close"
    await send(
        {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
    )
    await send({"type": "http.response.body", "body": response.body, "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_S):
            while (await receive()).get("more_body", False):
                pass
    await send({"type": "http.response.body", "body": b""})


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
