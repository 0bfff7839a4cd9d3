"""How often something may be done: moving windows, one limiter for REST and sockets."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from gethory.errors import RateLimited, Refusal
from gethory.kit.clock import Monotonic, monotonic
from gethory.kit.ids import is_id
from gethory.kit.notices import Notices
from gethory.kit.rates import DEFAULT_RATES, Limit, Rate


class Limiter:
    """Counts by name and key, and raises RateLimited when a rate is used up."""

    def __init__(
        self,
        scale: float,
        clock: Monotonic = monotonic,
        rates: Mapping[Limit, Rate] = DEFAULT_RATES,
        notices: Notices | None = None,
    ) -> None:
        """`scale` multiplies every rate; `clock` gives seconds; `notices` hears of refusals."""
        self._items = {limit: _item(limit, rate, scale) for limit, rate in rates.items()}
        self._clock = clock
        self._notices = notices or Notices(clock)
        self._windows = MovingWindowRateLimiter(Windows(clock))
        self._tries: WeakValueDictionary[str, _Tries] = WeakValueDictionary()

    async def take(self, limit: Limit, *key: str) -> None:
        """Count one. Raises RateLimited, and then counts nothing."""
        item = self._items[limit]
        if not await self._windows.hit(item, *key):
            raise await self._refusal(item, key)

    @asynccontextmanager
    async def count_failures(
        self, limit: Limit, *key: str, failure: type[Refusal]
    ) -> AsyncIterator[None]:
        """Do one try that counts only when it raises `failure`.

        Raises RateLimited before the try when the failures are used up. Of tries at the same
        time no more run than failures are left; the others wait, so that none slips through.
        """
        item = self._items[limit]
        tries = self._tries.setdefault(item.key_for(*key), _Tries())
        await self._begin(tries, item, key)
        try:
            yield
        except failure:
            await self._windows.hit(item, *key)
            raise
        finally:
            await tries.end()

    async def _begin(self, tries: _Tries, item: RateLimitItem, key: tuple[str, ...]) -> None:
        async with tries.changed:
            while tries.running >= (left := await self._left(item, key)) > 0:
                await tries.changed.wait()
            if left <= 0:
                raise await self._refusal(item, key)
            tries.running += 1

    async def _left(self, item: RateLimitItem, key: tuple[str, ...]) -> int:
        return (await self._windows.get_window_stats(item, *key)).remaining

    async def _refusal(self, item: RateLimitItem, key: tuple[str, ...]) -> RateLimited:
        stats = await self._windows.get_window_stats(item, *key)
        ids = {"id": key[-1]} if is_id(key[-1]) else {}
        self._notices.note("rate_limited", ":".join(key), limit=str(item.namespace), **ids)
        return RateLimited(retry_after_s=max(1, math.ceil(stats.reset_time - self._clock())))


def _item(limit: Limit, rate: Rate, scale: float) -> RateLimitItem:
    amount = max(1, round(rate.amount * scale))
    return RateLimitItemPerSecond(amount, rate.per_s, namespace=limit)


class _Tries:
    """How many tries of one key run now."""

    def __init__(self) -> None:
        self.running = 0
        self.changed = asyncio.Condition()

    async def end(self) -> None:
        async with self.changed:
            self.running -= 1
            self.changed.notify_all()


class Windows(MemoryStorage):
    """Moving windows on a clock that never goes back, swept in passing.

    The library's own memory storage goes by wall time, and with every hit starts a sweep that
    hops into a thread for each key: 50 hits a second over 1000 keys cost a whole core
    (limits 5.8.0). The strategies only use what is defined here.
    """

    _SWEEP_ABOVE = 1024
    _MOST = 200_000
    """Keys that are kept: some hours of what one busy server sees, or a minute of an attack
    with made-up addresses, which then forgets the oldest."""

    def __init__(self, clock: Monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._hits: dict[str, deque[float]] = {}
        self._ends: dict[str, float] = {}
        self._sweep_above = self._SWEEP_ABOVE

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._hits)

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        self._sweep()
        hits = self._within(key, expiry)
        if len(hits) + amount > limit:
            return False
        now = self._clock()
        hits.extend([now] * amount)
        self._hits[key] = hits
        self._ends[key] = now + expiry
        return True

    async def get_moving_window(
        self,
        key: str,
        limit: int,  # noqa: ARG002 - the library's signature
        expiry: int,
    ) -> tuple[float, int]:
        hits = self._within(key, expiry)
        return (hits[0] if hits else self._clock()), len(hits)

    def _within(self, key: str, expiry: int) -> deque[float]:
        hits = self._hits.get(key, deque())
        start = self._clock() - expiry
        while hits and hits[0] <= start:
            hits.popleft()
        return hits

    def _sweep(self) -> None:
        if len(self._hits) < self._sweep_above:
            return
        now = self._clock()
        for key in [key for key, end in self._ends.items() if end <= now]:
            del self._hits[key], self._ends[key]
        for key in list(self._hits)[: -self._MOST // 2] if len(self._hits) >= self._MOST else ():
            del self._hits[key], self._ends[key]
        self._sweep_above = min(self._MOST, max(self._SWEEP_ABOVE, 2 * len(self._hits)))
