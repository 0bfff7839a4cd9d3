"""How HTTP requests were answered: counts by the first digit of the status."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

KINDS = ("1xx", "2xx", "3xx", "4xx", "5xx")


class AnswersGate:
    """Counts every answer, the refusals of other gates too."""

    def __init__(self, app: ASGIApp, counts: dict[str, int]) -> None:
        """`counts` has each of `KINDS`."""
        self._app = app
        self._counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._counts[KINDS[message["status"] // 100 - 1]] += 1
            await send(message)

        await self._app(scope, receive, counted)
