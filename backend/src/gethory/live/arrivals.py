"""Joins on their way: somebody may lose the right to enter after it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gethory.models import Id


class Arrival:
    """One join, from the question whether it may to the seat."""

    __slots__ = ("room_id", "turned_away", "user_id")

    def __init__(self, room_id: Id, user_id: Id) -> None:
        self.room_id = room_id
        self.user_id = user_id
        self.turned_away = False


class Arrivals:
    """The joins of this server that are on their way."""

    def __init__(self) -> None:
        self._arrivals: set[Arrival] = set()

    @contextmanager
    def expect(self, room_id: Id, user_id: Id) -> Iterator[Arrival]:
        """The join is on its way while the block runs."""
        arrival = Arrival(room_id, user_id)
        self._arrivals.add(arrival)
        try:
            yield arrival
        finally:
            self._arrivals.discard(arrival)

    def turn_away(self, room_id: Id, user_id: Id) -> None:
        """Whoever of that user is on the way into that room shall not get there."""
        for arrival in self._arrivals:
            if (arrival.room_id, arrival.user_id) == (room_id, user_id):
                arrival.turned_away = True
