"""Looks names of hosts up without holding up anybody else when the name server hangs.

The loop's own way takes a thread of the pool that everything else shares, and keeps it until the
system gives up, which may be half a minute. A few tries at once, and nothing else gets a thread.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future


def _find(host: str) -> None:
    socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)


class Names:
    """One lookup of each name at a time, in a thread of its own that holds up no exit."""

    def __init__(self, find: Callable[[str], None] = _find) -> None:
        """`find` raises OSError for a name that leads nowhere."""
        self._find = find
        self._running: dict[str, Future[None]] = {}

    async def found(self, host: str) -> None:
        """Wait until the name has led somewhere. Raises OSError; the caller sets the time."""
        running = self._running.get(host)
        if running is None or running.done():
            running = self._running[host] = self._begin(host)
        await asyncio.wrap_future(running)

    def _begin(self, host: str) -> Future[None]:
        lookup: Future[None] = Future()
        lookup.set_running_or_notify_cancel()  # who stops waiting does not end it
        thread = threading.Thread(
            target=self._look, args=(host, lookup), name="name lookup", daemon=True
        )
        thread.start()
        return lookup

    def _look(self, host: str, lookup: Future[None]) -> None:
        try:
            self._find(host)
        except Exception as error:
            lookup.set_exception(error)
        else:
            lookup.set_result(None)
