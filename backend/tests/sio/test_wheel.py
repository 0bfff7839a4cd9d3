"""The one timer, on a clock that the test turns."""

from __future__ import annotations

import asyncio

import pytest

from gethory.sio.wheel import Wheel
from sio.rig import eventually

pytestmark = pytest.mark.anyio


class Item:
    def __init__(self, wheel: Wheel[Item], *delays: float) -> None:
        self.slot = -1
        self.visits = 0
        self.wheel = wheel
        self.delays = list(delays)

    def visit(self, now: float) -> float | None:
        self.visits += 1
        return self.delays.pop(0) if self.delays else None


async def test_an_item_is_visited_until_it_wants_no_more() -> None:
    wheel: Wheel[Item] = Wheel(0.01, asyncio.get_running_loop().time)
    item = Item(wheel, 0.02, 0.0)
    wheel.put(item, 0.01)
    await eventually(lambda: "" if item.visits == 3 else f"{item.visits} visits of 3")
    assert len(wheel) == 0


async def test_an_item_that_was_dropped_is_not_visited() -> None:
    wheel: Wheel[Item] = Wheel(0.01, asyncio.get_running_loop().time)
    first, second = Item(wheel), Item(wheel)
    wheel.put(first, 0.01)
    wheel.put(second, 0.02)
    wheel.drop(first)
    await eventually(lambda: "" if second.visits else "the second was not visited")
    assert first.visits == 0


async def test_putting_an_item_again_moves_it() -> None:
    wheel: Wheel[Item] = Wheel(0.01, asyncio.get_running_loop().time)
    item = Item(wheel)
    wheel.put(item, 0.5)
    wheel.put(item, 0.0)
    assert wheel.items() == [item]
    await eventually(lambda: "" if item.visits else "not visited", within_s=0.4)
    assert len(wheel) == 0


async def test_after_a_long_pause_of_the_process_nobody_is_judged_before_the_sockets_are_read() -> (
    None
):
    now = 100.0
    wheel: Wheel[Item] = Wheel(10.0, lambda: now)
    item = Item(wheel, 0.0)
    wheel.put(item, 0.0)
    now = 170.0
    wheel._turn()  # due a minute ago
    assert item.visits == 0
    now = 180.0
    wheel._turn()
    assert item.visits == 1
