"""Time, as a parameter: wall time for records, monotonic time for durations."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]
"""Wall clock: aware UTC."""

Monotonic = Callable[[], float]
"""Seconds that never go back; only differences mean anything."""

monotonic: Monotonic = time.monotonic


def now() -> datetime:
    """The time in UTC, cut to milliseconds, the resolution of the wire and of every store."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class SetBack:
    """Notices when the wall clock was set back, which is more than being slowed down."""

    _STEP_S = 1.0

    def __init__(self, clock: Now, ticks: Monotonic) -> None:
        self._clock = clock
        self._ticks = ticks
        self._ahead: float | None = None

    def since_last(self) -> bool:
        """Whether it was since this was asked last. The first time nobody knows, so it may be."""
        before, self._ahead = self._ahead, self._clock().timestamp() - self._ticks()
        return before is None or before - self._ahead > self._STEP_S


def to_iso(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds: `2026-11-24T06:04:00.000Z`."""
    utc = moment.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")
