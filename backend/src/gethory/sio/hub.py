"""What the sessions of one server share: settings, one timer, one flush, the running tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from gethory.kit.clock import Monotonic
from gethory.sio.options import Options
from gethory.sio.wheel import Visited, Wheel

if TYPE_CHECKING:
    from gethory.sio.engine import Engine
    from gethory.sio.polling import PollingCarrier


class Timed(Visited, Protocol):
    """What time visits, and what is told when the server goes down."""

    def shutdown(self) -> None:
        """The server goes down."""


class Hub:
    """One for each server."""

    def __init__(
        self, options: Options, complain: Callable[[Any], None], monotonic: Monotonic
    ) -> None:
        """`complain` is given the principal of a session that sent garbage."""
        self.options = options
        self.complain = complain
        self.monotonic = monotonic
        self.ping_interval_s = options.ping_interval_ms / 1000
        self.ping_timeout_s = options.ping_timeout_ms / 1000
        shortest = min(self.ping_interval_s, self.ping_timeout_s, options.connect_timeout_s)
        self.wheel: Wheel[Timed] = Wheel(min(max(shortest / 16, 0.01), 1.0), monotonic)
        self.polls: dict[str, PollingCarrier] = {}
        """The sessions that began with long-polling, by their sid."""
        self.tasks: set[asyncio.Task[None]] = set()
        self._unsent: list[Engine] = []

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something to its end, and keep it alive meanwhile."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def soon(self, callback: Callable[[], None]) -> None:
        """Call it from the loop."""
        asyncio.get_running_loop().call_soon(callback)

    def flush_soon(self, engine: Engine) -> None:
        """Send what the session has once this turn of the loop is over: one write for all of it."""
        self._unsent.append(engine)
        if len(self._unsent) == 1:
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        unsent, self._unsent = self._unsent, []
        for engine in unsent:
            engine.flush()
