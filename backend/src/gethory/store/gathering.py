"""The same question about many things at once: a storm of returning people is a few questions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Generic, TypeVar

Asked = str | tuple[str, ...]
"""What one thing is found by."""
Found = TypeVar("Found")
Ask = Callable[[tuple[Asked, ...]], Awaitable[Mapping[Asked, Found]]]
"""Finds those of several that there are."""


class Gathering(Generic[Found]):
    """Collects what is asked while an answer is on its way, and asks for all of it next.

    An answer never comes from a question that was put before one asked. When a question fails,
    those who wait behind it fail with it: nobody waits longer than for one.
    """

    def __init__(self, ask: Ask[Found]) -> None:
        self._ask = ask
        self._waiting: list[tuple[Asked, asyncio.Future[Found | None]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def one(self, asked: Asked) -> Found | None:
        """What is found by this. Raises what the question raises."""
        return await self._answer_to(asked)

    async def all(self, asked: Iterable[Asked]) -> list[Found]:
        """Those of these that there are. Raises what the question raises."""
        found = await asyncio.gather(*map(self._answer_to, asked))
        return [one for one in found if one is not None]

    def _answer_to(self, asked: Asked) -> asyncio.Future[Found | None]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Found | None] = loop.create_future()
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

    async def _answer(self, waiting: list[tuple[Asked, asyncio.Future[Found | None]]]) -> None:
        found = await self._ask(tuple({asked: None for asked, _ in waiting}))
        for one, answer in waiting:
            if not answer.done():  # who asked may have left
                answer.set_result(found.get(one))

    def _fail(
        self, waiting: list[tuple[Asked, asyncio.Future[Found | None]]], error: Exception
    ) -> None:
        self._waiting = []
        for _, answer in waiting:
            if not answer.done():
                answer.set_exception(error)
