"""Lines of log about what strangers do wrong: seldom, counted, and without saying who they are."""

from __future__ import annotations

import secrets
from collections import Counter
from hashlib import blake2s
from typing import Any

import structlog

from gethory.kit.clock import Monotonic, monotonic

_log = structlog.get_logger()

QUIET_S = 1.0
"""Of one kind and source there is at most one line in this time."""
ALL_PER_S = 20
"""And so many lines of all sources together."""
_SWEEP_ABOVE = 1024


class Notices:
    """At most one line a second for each kind and source; what was left out is counted.

    A source (an address, an account, an email address) is written as eight characters that
    mean nothing outside this process: enough to see that it is one and the same.
    """

    def __init__(self, clock: Monotonic = monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(16)
        self._last: dict[tuple[str, str], _Kept] = {}
        self._sweep_above = _SWEEP_ABOVE
        self._second = 0.0
        self._lines = 0
        self.counts: Counter[str] = Counter()
        """How often each event happened, said or not; for `/metrics`."""

    def note(self, event: str, source: str, **ids: Any) -> None:
        """Say that this happened, unless it was just said. `ids` are identifiers of ours, codes
        and sizes, never what came from outside."""
        self.counts[event] += 1
        now = self._clock()
        kept = self._kept(event, source, now)
        kept.times += 1
        if now - kept.said_at < QUIET_S or not self._has_room(now):
            return
        _log.warning(event, source=self._pseudonym(source), times=kept.times, **ids)
        kept.said_at, kept.times = now, 0

    def _kept(self, event: str, source: str, now: float) -> _Kept:
        kept = self._last.get((event, source))
        if kept is None:
            self._sweep(now)
            kept = self._last[event, source] = _Kept(now - QUIET_S)
        return kept

    def _has_room(self, now: float) -> bool:
        if now - self._second >= 1.0:
            self._second, self._lines = now, 0
        self._lines += 1
        return self._lines <= ALL_PER_S

    def _sweep(self, now: float) -> None:
        """Forget who has been quiet, so that a thousand sources are no thousand entries."""
        if len(self._last) < self._sweep_above:
            return
        self._last = {key: kept for key, kept in self._last.items() if now - kept.said_at < QUIET_S}
        self._sweep_above = max(_SWEEP_ABOVE, 2 * len(self._last))

    def _pseudonym(self, source: str) -> str:
        return blake2s(source.encode(errors="replace"), key=self._key, digest_size=4).hexdigest()


class _Kept:
    """When a kind of one source was said last, and how often it happened since."""

    __slots__ = ("said_at", "times")

    def __init__(self, said_at: float) -> None:
        self.said_at = said_at
        self.times = 0
