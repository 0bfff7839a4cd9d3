"""Waiting for something to become true, with a deadline and a sentence for when it does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

_EVERY_S = 0.02


async def eventually(missing: Callable[[], str], within_s: float = 10.0) -> float:
    """Ask until `missing` answers "" (nothing is missing any more); the seconds it took.

    Raises AssertionError with the last sentence after `within_s`.
    """
    began = time.monotonic()
    while sentence := missing():
        if time.monotonic() - began > within_s:
            raise AssertionError(f"after {within_s:g} s: {sentence}")
        await asyncio.sleep(_EVERY_S)
    return time.monotonic() - began


async def eventually_asked(missing: Callable[[], Awaitable[str]], within_s: float = 10.0) -> None:
    """The same where finding out what is missing takes a request."""
    began = time.monotonic()
    while sentence := await missing():
        if time.monotonic() - began > within_s:
            raise AssertionError(f"after {within_s:g} s: {sentence}")
        await asyncio.sleep(_EVERY_S)
