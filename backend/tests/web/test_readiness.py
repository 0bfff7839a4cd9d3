"""When the server is ready, and what it says when it is not."""

from __future__ import annotations

import asyncio

import pytest

from gethory.web.readiness import FRESH_S, Obstacle, Readiness

pytestmark = pytest.mark.anyio


class Parts:
    """A store and an outbox that do as they are told, and time by hand."""

    def __init__(self) -> None:
        self.at = 100.0
        self.store = True
        self.outbox = True
        self.asked = 0
        self.readiness = Readiness(self._answers, lambda: self.outbox, lambda: self.at)

    async def _answers(self) -> bool:
        self.asked += 1
        await asyncio.sleep(0)
        return self.store


@pytest.fixture
def parts() -> Parts:
    return Parts()


async def test_it_is_ready_between_its_start_and_its_end(parts: Parts) -> None:
    assert await parts.readiness.obstacle() is Obstacle.STARTING
    assert parts.asked == 0
    parts.readiness.serve()
    assert await parts.readiness.obstacle() is None
    parts.readiness.drain()
    assert await parts.readiness.obstacle() is Obstacle.DRAINING
    parts.readiness.serve()
    assert await parts.readiness.obstacle() is Obstacle.DRAINING


async def test_a_store_that_does_not_answer_comes_before_an_outbox_that_stands_still(
    parts: Parts,
) -> None:
    parts.readiness.serve()
    parts.store = parts.outbox = False
    assert await parts.readiness.obstacle() is Obstacle.STORE
    parts.store = True
    parts.at += FRESH_S
    assert await parts.readiness.obstacle() is Obstacle.OUTBOX
    parts.outbox = True
    assert await parts.readiness.obstacle() is None


async def test_many_who_ask_are_one_question_a_second(parts: Parts) -> None:
    parts.readiness.serve()
    asked = [parts.readiness.obstacle() for _ in range(20)]
    assert await asyncio.gather(*asked) == [None] * 20
    assert await parts.readiness.obstacle() is None
    assert parts.asked == 1
    parts.at += FRESH_S
    await parts.readiness.obstacle()
    assert parts.asked == 2


async def test_who_asks_and_leaves_takes_the_answer_from_nobody(parts: Parts) -> None:
    parts.readiness.serve()
    gone = asyncio.create_task(parts.readiness.obstacle())
    await asyncio.sleep(0)
    gone.cancel()
    assert await parts.readiness.obstacle() is None
    assert parts.asked == 1
