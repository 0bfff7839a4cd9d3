"""How late the event loop is: what takes long in it makes everybody wait."""

from __future__ import annotations

import asyncio

from gethory.kit.histogram import Histogram

PERIOD_S = 0.5
_BOUNDS_S = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class LoopLag:
    """Rings twice a second and notes by how much it rang too late."""

    def __init__(self) -> None:
        self.times = Histogram(_BOUNDS_S)
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin, in the loop that is running."""
        loop = asyncio.get_running_loop()
        self._due = loop.time() + PERIOD_S
        self._timer = loop.call_at(self._due, self._ring, loop)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self, loop: asyncio.AbstractEventLoop) -> None:
        self.times.observe(max(0.0, loop.time() - self._due))
        self.start()
