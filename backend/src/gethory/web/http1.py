"""HTTP connections: uvicorn's, with bounds on what comes before there is a request.

uvicorn waits for the end of a head without bounds in time and size, and writes a line of log
for whatever is no HTTP. Here, and in `sio/asgi.py`, uvicorn's insides are touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from gethory.errors import InputInvalid, Refusal
from gethory.kit.notices import Notices
from gethory.web.problems import problem_response

HEAD_BYTES = 32 * 1024
"""Request line and headers together."""
HEAD_TIME_S = 20.0
"""From the connection, or the first byte after an answer, to the end of the head."""

LAST_REQUEST_S = 2.0
"""How long a request that is under way may go on once the server goes down."""


def bounded_http(notices: Notices) -> type[asyncio.Protocol]:
    """The class for `uvicorn.Config(http=...)`."""

    class BoundHttp(BoundedHttp):
        _notices = notices

    return BoundHttp


class _HeadTooLarge(Exception):
    """Stops the parser."""


class BoundedHttp(HttpToolsProtocol):
    """One connection of a client that may be anybody."""

    _notices: ClassVar[Notices]
    _head_timer: asyncio.TimerHandle | None = None
    _in_head = True
    _head_bytes = 0
    """What came of this head, including what the parser still holds back."""
    _head_size = 0
    """What the parser gave of this head."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_head_timer()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """uvicorn ends: what is under way may come to its end, if that is soon."""
        super().shutdown()
        self.loop.call_later(LAST_REQUEST_S, self.transport.abort)

    def data_received(self, data: bytes) -> None:
        """Feed the parser; what it refuses gets a coded answer and the end of the connection."""
        if self._in_head:  # the rest of a body that was refused does not keep the connection
            self._unset_keepalive_if_required()
            self._expect_head()
            self._head_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            if self._should_upgrade():
                self.handle_websocket_upgrade()
        except httptools.HttpParserError as error:
            self._refuse_bytes(too_large=isinstance(error.__context__, _HeadTooLarge))
        else:
            if self._in_head and self._head_bytes > HEAD_BYTES:
                self._refuse_bytes(too_large=True)

    def on_message_begin(self) -> None:
        self._head_bytes = self._head_size = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._take_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._take_head(len(name) + len(value) + len(b": \r\n"))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._stop_head_timer()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_head = True
        super().on_message_complete()

    def _take_head(self, size: int) -> None:
        self._head_size += size
        if self._head_size > HEAD_BYTES:
            raise _HeadTooLarge

    def _expect_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_TIME_S, self._head_is_late)

    def _stop_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_is_late(self) -> None:
        """Of a connection that was opened in advance and not used there is nothing to say."""
        self._head_timer = None
        if self._head_bytes or self._head_size:
            self._refuse("http_head_slow", "The request took too long to arrive.")
        else:
            self.transport.close()

    def _refuse_bytes(self, *, too_large: bool) -> None:
        if too_large:
            self._refuse("http_head_large", "The head of the request is too large.")
        else:
            self._refuse("http_malformed", "This is not an HTTP request.")

    def _refuse(self, event: str, detail: str) -> None:
        """Answer, unless an answer to the request before is on its way, and close."""
        self._stop_head_timer()
        self._notices.note(event, self.client[0] if self.client else "")
        answering = self.cycle is not None and not self.cycle.response_complete
        if not (answering and self.cycle.response_started):
            refusal = InputInvalid(detail)
            self.transport.write(refusal_bytes(refusal, self.server_state.default_headers))
        self.transport.close()


def refusal_bytes(refusal: Refusal, default_headers: Sequence[tuple[bytes, bytes]] = ()) -> bytes:
    """The whole answer of a connection that ends with it."""
    response = problem_response(refusal)
    headers = [*default_headers, *response.raw_headers, (b"connection", b"close")]
    lines = [b"%b: %b\r\n" % header for header in headers]
    return b"".join([STATUS_LINE[response.status_code], *lines, b"\r\n", response.body])
