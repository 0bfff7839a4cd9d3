"""Who may send a picture: people who are signed in, one after the other, a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from gethory.auth.service import AuthService
from gethory.auth.tokens import access_token_of
from gethory.errors import Unavailable
from gethory.kit.ratelimit import Limiter
from gethory.kit.rates import Limit
from gethory.models import Id
from gethory.store.base import StoreUnavailable

AT_ONCE = 6
"""Each holds up to 10 MB, and some copies of it, until it is answered."""
PATIENCE_S = 10.0


class Uploads:
    """Admits large bodies before they are read."""

    def __init__(self, auth: AuthService, limiter: Limiter) -> None:
        self._auth = auth
        self._limiter = limiter
        self._free = asyncio.Semaphore(AT_ONCE)
        self._turns: WeakValueDictionary[Id, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def admit(self, headers: Mapping[str, str]) -> AsyncIterator[None]:
        """For the time in which one large body is kept; `headers` is looked up in lower case.

        Raises what the feature would raise for a stranger, RateLimited, and Unavailable when
        too many others are at it.
        """
        try:
            caller = await self._auth.full_caller(access_token_of(headers))
        except StoreUnavailable:
            raise Unavailable(retry_after_s=1) from None
        user_id = caller.user.id
        await self._limiter.take(Limit.CHANGE_PROFILE, "upload", user_id)
        turn = self._turns.setdefault(user_id, asyncio.Lock())
        async with _in_time(turn), _in_time(self._free):
            yield


@asynccontextmanager
async def _in_time(gate: asyncio.Lock | asyncio.Semaphore) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            await gate.acquire()
    except TimeoutError:
        raise Unavailable(retry_after_s=round(PATIENCE_S)) from None
    try:
        yield
    finally:
        gate.release()
