"""Whether the server can do its work now, and if not, why."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, StrEnum, auto

from gethory.kit.clock import Monotonic, monotonic

FRESH_S = 1.0
"""The store is asked no more often, whoever asks us."""


class Phase(Enum):
    """The life of a server; it only goes on."""

    STARTING = auto()
    SERVING = auto()
    DRAINING = auto()


class Obstacle(StrEnum):
    """Why it is not ready: the `reason` of `/readyz`."""

    STARTING = "starting"
    DRAINING = "draining"
    STORE = "store_unavailable"
    OUTBOX = "outbox_stuck"


_OF_PHASE = {Phase.STARTING: Obstacle.STARTING, Phase.DRAINING: Obstacle.DRAINING}


class Readiness:
    """Asks the parts without which nothing goes."""

    def __init__(
        self,
        store_answers: Callable[[], Awaitable[bool]],
        outbox_works: Callable[[], bool],
        clock: Monotonic = monotonic,
    ) -> None:
        self._store_answers = store_answers
        self._outbox_works = outbox_works
        self._clock = clock
        self._phase = Phase.STARTING
        self._question: asyncio.Task[bool] | None = None
        self._asked_at = 0.0

    def serve(self) -> None:
        """Everything is open."""
        if self._phase is Phase.STARTING:
            self._phase = Phase.SERVING

    def drain(self) -> None:
        """It goes down."""
        self._phase = Phase.DRAINING

    async def obstacle(self) -> Obstacle | None:
        """Why the server cannot do its work; None when it can."""
        if self._phase is not Phase.SERVING:
            return _OF_PHASE[self._phase]
        if not await self._answers():
            return Obstacle.STORE
        return None if self._outbox_works() else Obstacle.OUTBOX

    async def _answers(self) -> bool:
        """Many who ask at the same time are one question."""
        now = self._clock()
        question = self._question
        if question is None or (question.done() and now - self._asked_at >= FRESH_S):
            self._asked_at = now
            question = self._question = asyncio.ensure_future(_asked(self._store_answers))
        return await asyncio.shield(question)


async def _asked(question: Callable[[], Awaitable[bool]]) -> bool:
    return await question()
