"""When everybody is asked back after a restart."""

from __future__ import annotations

import pytest

from gethory.live.restart import LATEST_MS, SOONEST_MS, return_delays


@pytest.mark.parametrize(("clients", "last_ms"), [(1, 500), (2, 750), (10, 950), (1000, 2498)])
def test_they_return_one_after_the_other(clients: int, last_ms: int) -> None:
    delays = list(return_delays(clients))
    assert delays[0] == SOONEST_MS
    assert delays[-1] == last_ms
    assert delays == sorted(delays)


def test_a_crowd_returns_within_five_seconds() -> None:
    delays = list(return_delays(100_000))
    assert len(delays) == 100_000
    assert max(delays) < LATEST_MS
    in_one_second = [delay for delay in delays if 2_000 <= delay < 3_000]
    assert abs(len(in_one_second) - 100_000 / 4.5) < 50


def test_nobody_is_asked_where_nobody_is() -> None:
    assert list(return_delays(0)) == []
