"""Questions to a client: events that ask it for an ack, and who waits for those."""

from __future__ import annotations

import asyncio

from gethory.sio.application import Answer


class ConnectionEnded(Exception):
    """The connection ended before the client's answer."""


class Asks:
    """The open questions to one client in one namespace."""

    __slots__ = ("_last_id", "_open")

    def __init__(self) -> None:
        self._last_id = -1
        self._open: dict[int, asyncio.Future[Answer]] = {}

    def begin(self) -> tuple[int, asyncio.Future[Answer]]:
        """A new question: the id that its ack will have, and its answer."""
        self._last_id += 1
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._open[self._last_id] = answer
        return self._last_id, answer

    def forget(self, ask_id: int) -> None:
        """Nobody waits for this one any more."""
        self._open.pop(ask_id, None)

    def answer(self, ask_id: int, answer: Answer) -> bool:
        """An ack came; whether anybody waited for it."""
        future = self._open.pop(ask_id, None)
        if future is None or future.done():
            return False
        future.set_result(answer)
        return True

    def end(self) -> None:
        """No answer will come any more."""
        for future in self._open.values():
            if not future.done():
                future.set_exception(ConnectionEnded())
        self._open.clear()
