"""Background work that is bound to the life of the server and fails aloud."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

_log = structlog.get_logger()


class Tasks:
    """Running background tasks; `stop` ends and awaits them all."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run the coroutine beside everything else; an exception is logged, not lost."""
        task = asyncio.create_task(_guarded(work, name), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def every(self, period_s: float, work: Callable[[], Awaitable[None]], name: str) -> None:
        """Do the work again and again, `period_s` seconds after it was last done."""
        self.start(_repeat(period_s, work, name), name)

    async def stop(self) -> None:
        running = tuple(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _guarded(work: Awaitable[None], name: str) -> None:
    try:
        await work
    except Exception:
        _log.exception("task_failed", task=name)


async def _repeat(period_s: float, work: Callable[[], Awaitable[None]], name: str) -> None:
    while True:
        await asyncio.sleep(period_s)
        await _guarded(work(), name)
