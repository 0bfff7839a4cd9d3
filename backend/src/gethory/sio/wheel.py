"""One timer for everybody: each thing on the wheel is visited when its time has come."""

from __future__ import annotations

import asyncio
import math
from typing import Generic, Protocol, TypeVar

from gethory.kit.clock import Monotonic

_SLOTS = 64


class Visited(Protocol):
    """What may sit on a wheel. It hashes by identity and is on one wheel only."""

    slot: int
    """Where it sits; the wheel's own, -1 when it does not."""

    def visit(self, now: float) -> float | None:
        """It is (about) time. Returns the seconds until the next visit, None for no more."""


Item = TypeVar("Item", bound=Visited)


class Wheel(Generic[Item]):
    """Visits are late by up to one step, and early when the delay exceeds a turn of the wheel."""

    def __init__(self, step_s: float, monotonic: Monotonic) -> None:
        self._step_s = step_s
        self._monotonic = monotonic
        self._slots: list[set[Item]] = [set() for _ in range(_SLOTS)]
        self._hand = 0
        self._size = 0
        self._due_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return self._size

    def items(self) -> list[Item]:
        """Everything that is on the wheel now."""
        return [item for slot in self._slots for item in slot]

    def put(self, item: Item, delay_s: float) -> None:
        """Visit the item after the delay, instead of whenever it was to be visited before."""
        self.drop(item)
        steps = min(max(1, math.ceil(delay_s / self._step_s)), _SLOTS - 1)
        item.slot = (self._hand + steps) % _SLOTS
        self._slots[item.slot].add(item)
        self._size += 1
        if self._timer is None:
            self._arm()

    def drop(self, item: Item) -> None:
        """Visit the item no more."""
        if item.slot >= 0:
            self._slots[item.slot].discard(item)
            item.slot = -1
            self._size -= 1

    def _arm(self) -> None:
        self._due_at = self._monotonic() + self._step_s
        self._timer = asyncio.get_running_loop().call_later(self._step_s, self._turn)

    def _turn(self) -> None:
        now = self._monotonic()
        # When the process itself was held up (stopped, suspended, a long pause), the clients'
        # packets are still unread in the kernel: read those before judging anybody.
        if now - self._due_at < 1.0:
            self._visit_slot(now)
        self._timer = None
        if self._size:
            self._arm()

    def _visit_slot(self, now: float) -> None:
        self._hand = (self._hand + 1) % _SLOTS
        for item in list(self._slots[self._hand]):
            if item.slot != self._hand:
                continue  # an earlier visit of this round took it off
            self.drop(item)
            delay_s = item.visit(now)
            if delay_s is not None:
                self.put(item, delay_s)
