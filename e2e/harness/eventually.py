"""Waiting for something to become true, with a deadline and a sentence for when it does not."""

from __future__ import annotations

import time
from collections.abc import Callable

_EVERY_S = 0.1


def eventually(missing: Callable[[], str], *, within_s: float = 20.0) -> float:
    """Ask until `missing` answers "" (nothing is missing any more).

    Returns the seconds it took. Raises AssertionError with the last sentence after `within_s`.
    """
    began = time.monotonic()
    while sentence := missing():
        if time.monotonic() - began > within_s:
            raise AssertionError(f"after {within_s:g} s: {sentence}")
        time.sleep(_EVERY_S)
    return time.monotonic() - began
