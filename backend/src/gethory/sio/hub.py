"""What the sessions of one server share: settings, one timer, one flush, the running tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from gethory.kit.clock import Monotonic
from gethory.sio.application import Application
from gethory.sio.options import Options
from gethory.sio.packets import Prefixes
from gethory.sio.wheel import Wheel

if TYPE_CHECKING:
    from gethory.sio.engine import Engine


class Hub:
    """One for each server."""

    def __init__(self, options: Options, application: Application, monotonic: Monotonic) -> None:
        self.options = options
        self.application = application
        self.monotonic = monotonic
        self.ping_interval_s = options.ping_interval_ms / 1000
        self.ping_timeout_s = options.ping_timeout_ms / 1000
        shortest = min(self.ping_interval_s, self.ping_timeout_s, options.connect_timeout_s)
        self.wheel: Wheel[Engine] = Wheel(min(max(shortest / 16, 0.01), 1.0), monotonic)
        self.prefixes = {name: Prefixes(name) for name in options.namespaces}
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
