"""Counting how long something took, and how late the loop is."""

from __future__ import annotations

import time

import pytest

from gethory.kit.histogram import Histogram
from gethory.kit.lag import PERIOD_S, LoopLag
from scenarios.eventually import eventually


def test_what_is_as_long_as_a_bound_is_within_it() -> None:
    times = Histogram((0.1, 0.5))
    for seconds in (0.05, 0.1, 0.11, 0.5, 7.0):
        times.observe(seconds)
    assert list(times.buckets()) == [("0.1", 2), ("0.5", 4), ("+Inf", 5)]
    assert times.count == 5
    assert times.sum_s == pytest.approx(7.76)


@pytest.mark.anyio
async def test_a_loop_that_is_held_up_is_noticed() -> None:
    lag = LoopLag()
    lag.start()
    time.sleep(PERIOD_S + 0.1)  # noqa: ASYNC251 - holding the loop up is what is tested
    await eventually(lambda: "" if lag.times.count else "nothing was noticed")
    lag.stop()
    assert lag.times.sum_s >= 0.1
