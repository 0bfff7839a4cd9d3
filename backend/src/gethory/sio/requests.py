"""The ASGI application for plain HTTP requests: long-polling, in requests and answers."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple

from gethory.sio import handshake as hs
from gethory.sio.door import Door
from gethory.sio.handshake import Handshake, HandshakeRefused
from gethory.sio.polling import PollingCarrier, Reply

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_TEXT = "text/plain; charset=UTF-8"
_DRAIN_S = 2.0


class Answer(NamedTuple):
    """What goes back to the client; None in place of one: it has gone."""

    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class HttpApp:
    """GET opens a session or waits for its packets, POST brings some."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            answer = await self._answer(scope, receive)
        except HandshakeRefused as refused:
            await _refuse(refused, receive, send)
        else:
            if answer is not None:
                await _send(200, _TEXT, answer.body, answer.headers, send)

    async def _answer(self, scope: Message, receive: Receive) -> Answer | None:
        """Raises HandshakeRefused."""
        handshake = _handshake(scope)
        hs.check(handshake, self._door.options.path, "polling")
        method = scope["method"]
        if "sid" not in handshake.query and method == "GET":
            return await self._open(handshake, receive)
        if "sid" not in handshake.query or method not in {"GET", "POST"}:
            raise hs.refusal(hs.BAD_METHOD)
        polling = await self._door.session_of(handshake, hs.browser_of(handshake))
        if method == "GET":
            return await _wait(polling, polling.poll(), receive)
        return await self._post(polling, handshake, receive)

    async def _open(self, handshake: Handshake, receive: Receive) -> Answer | None:
        principal = await self._door.admit(handshake)
        known = hs.browser_of(handshake)
        browser = known or secrets.token_urlsafe(15)
        polling, reply = self._door.open_polling(principal, browser)
        answer = await _wait(polling, reply, receive)
        if answer is None or known:
            return answer
        return Answer(answer.body, (("set-cookie", self._cookie(browser)),))

    def _cookie(self, browser: str) -> str:
        options = self._door.options
        secure = "; Secure" if options.secure_cookies else ""
        return f"{hs.COOKIE}={browser}; Path={options.path}; HttpOnly; SameSite=Strict{secure}"

    async def _post(
        self, polling: PollingCarrier, handshake: Handshake, receive: Receive
    ) -> Answer | None:
        if not polling.begin_post():
            raise hs.refusal(hs.SESSION_UNKNOWN)
        try:
            if handshake.headers.get("content-type", "") == "application/octet-stream":
                raise hs.refusal(hs.BAD_REQUEST)
            body = await self._body(polling, handshake, receive)
            if body is None:
                return None
            if not await polling.post(body):
                raise hs.refusal(hs.BAD_REQUEST)
        finally:
            polling.end_post()
        return Answer(b"ok")

    async def _body(
        self, polling: PollingCarrier, handshake: Handshake, receive: Receive
    ) -> bytes | None:
        """The body; None when the client has gone, and its session with it."""
        most = self._door.options.max_payload
        length = handshake.headers.get("content-length", "")
        try:
            if length.isdigit() and int(length) > most:
                raise _TooLarge
            async with asyncio.timeout(self._door.options.body_timeout_s):
                body = await _read(receive, most)
        except _TooLarge:
            polling.engine.fail(1009)
            raise HandshakeRefused(413) from None
        except TimeoutError:
            polling.engine.drop()
            raise HandshakeRefused(408) from None
        if body is None:
            polling.engine.drop()
        return body


class _TooLarge(Exception):
    """More than a message may be."""


def _handshake(scope: Message) -> Handshake:
    pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    client = scope.get("client")
    query = scope["query_string"].decode("latin-1")
    return hs.of_parts(scope["path"], query, pairs, client[0] if client else "")


async def _wait(polling: PollingCarrier, reply: Reply, receive: Receive) -> Answer | None:
    """The answer to a GET, as soon as there is one. Raises HandshakeRefused."""
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait((reply, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not reply.done():
            polling.hung_up(reply)
    if gone.done() and not gone.cancelled():  # what was said last nobody has heard
        polling.engine.drop()
        return None
    body = reply.result()
    if body is None:
        raise hs.refusal(hs.SESSION_UNKNOWN)
    return Answer(body)


async def _gone(receive: Receive) -> None:
    """Until the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _read(receive: Receive, most: int) -> bytes | None:
    """The body of a request, None when the client goes before its end. Raises _TooLarge."""
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > most:
            raise _TooLarge
        more = message.get("more_body", False)
    return b"".join(chunks)


async def _refuse(refused: HandshakeRefused, receive: Receive, send: Send) -> None:
    """The whole answer; then, for a moment, what still comes of a body goes by, because to who
    is sending a closed connection would look like a broken network. Then it is closed."""
    headers = (*refused.headers, ("connection", "close"))
    await _send(refused.status, refused.media_type, refused.body, headers, send, more=True)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_S):
            while (await receive()).get("more_body", False):
                pass
    await send({"type": "http.response.body", "body": b""})


async def _send(
    status: int,
    media_type: str,
    body: bytes,
    headers: tuple[tuple[str, str], ...],
    send: Send,
    *,
    more: bool = False,
) -> None:
    every = (
        ("content-type", media_type),
        ("content-length", str(len(body))),
        ("cache-control", "no-store"),
        *headers,
    )
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in every]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body, "more_body": more})
