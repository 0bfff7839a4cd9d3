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


def to_iso(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds: `2026-11-24T06:04:00.000Z`."""
    utc = moment.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")
