"""The same question about many things at once: a storm of returning people is a few SELECTs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Row

Asked = str | tuple[str, ...]
"""What one row is found by."""
Ask = Callable[[tuple[Asked, ...]], Awaitable[Sequence[Row[Any]]]]
"""Finds the rows of several; each says in `asked` which of them it is, by its index."""


class Gathering:
    """Collects what is asked while an answer is on its way, and asks for all of it next.

    An answer never comes from a question that was put before one asked. When a question fails,
    those who wait behind it fail with it: nobody waits longer than for one.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._waiting: list[tuple[Asked, asyncio.Future[Row[Any] | None]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def row_of(self, asked: Asked) -> Row[Any] | None:
        """The row of this one. Raises what the question raises."""
        return await self._answer_to(asked)

    async def rows_of(self, asked: Iterable[Asked]) -> list[Row[Any]]:
        """The rows of those of these that have one. Raises what the question raises."""
        found = await asyncio.gather(*map(self._answer_to, asked))
        return [row for row in found if row is not None]

    def _answer_to(self, asked: Asked) -> asyncio.Future[Row[Any] | None]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Row[Any] | None] = loop.create_future()
        self._waiting.append((asked, answer))
        if self._asking is None:
            self._asking = loop.create_task(self._ask_all())
        return answer

    async def _ask_all(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, []
                try:
                    await self._answer(waiting)
                except Exception as error:
                    self._fail([*waiting, *self._waiting], error)
        finally:
            self._asking = None

    async def _answer(self, waiting: list[tuple[Asked, asyncio.Future[Row[Any] | None]]]) -> None:
        asked = tuple({asked: None for asked, _ in waiting})
        found = {asked[row.asked]: row for row in await self._ask(asked)}
        for one, answer in waiting:
            if not answer.done():  # who asked may have left
                answer.set_result(found.get(one))

    def _fail(
        self, waiting: list[tuple[Asked, asyncio.Future[Row[Any] | None]]], error: Exception
    ) -> None:
        self._waiting = []
        for _, answer in waiting:
            if not answer.done():
                answer.set_exception(error)
