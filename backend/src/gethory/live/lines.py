"""The sockets of signed-in people, as the rules of live see them: lines to send facts along."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from gethory.live.rates import SocketRates
from gethory.models import Id


class SocketsExceeded(Exception):
    """The person's sockets are all in rooms, and there are as many as one may have."""


class Outlet(Protocol):
    """The far end of a line. Neither verb ever waits or raises."""

    def emit(self, event: str, payload: bytes) -> None:
        """Hand over one fact, its payload already encoded; order is kept."""

    def disconnect(self) -> None:
        """Send a DISCONNECT packet, behind everything sent before."""


class Line:
    """One open socket of one session, and the peer it speaks for while it is in a room."""

    __slots__ = (
        "_reported",
        "former_peer_id",
        "outlet",
        "peer_id",
        "rates",
        "room_id",
        "session_id",
        "user_id",
    )

    def __init__(self, outlet: Outlet, user_id: Id, session_id: Id, rates: SocketRates) -> None:
        self.outlet = outlet
        self.user_id = user_id
        self.session_id = session_id
        self.rates = rates
        self.room_id: Id | None = None
        self.peer_id: str | None = None
        self.former_peer_id: str | None = None
        """Who this page was before its seat was lost, as its last join said."""
        self._reported: set[str] | None = None

    def sit(self, room_id: Id, peer_id: str) -> None:
        self.room_id, self.peer_id = room_id, peer_id

    def stand(self) -> None:
        self.room_id = self.peer_id = None
        self._reported = None

    def reports(self, peer_id: str) -> bool:
        """Whether this is the first report about that peer since one sat down."""
        if self._reported is None:
            self._reported = set()
        before = len(self._reported)
        self._reported.add(peer_id)
        return len(self._reported) > before


class Lines:
    """The open lines, oldest first, at most `per_user` of one person."""

    def __init__(self, per_user: int) -> None:
        self._per_user = per_user
        self._of: dict[Id, list[Line]] = {}

    def add(self, line: Line) -> Line | None:
        """Keep the line, and name the one that has to give way to it: the oldest of the person
        without a room. Raises SocketsExceeded when all of them are in rooms."""
        mine = self._of.get(line.user_id, [])
        too_many = len(mine) >= self._per_user
        oldest = next((one for one in mine if one.room_id is None), None) if too_many else None
        if too_many and oldest is None:
            raise SocketsExceeded
        if oldest is not None:
            mine.remove(oldest)
        self._of[line.user_id] = [*mine, line]
        return oldest

    def remove(self, line: Line) -> bool:
        """Whether the line was there."""
        if line not in self:
            return False
        left = [one for one in self._of[line.user_id] if one is not line]
        if left:
            self._of[line.user_id] = left
        else:
            del self._of[line.user_id]
        return True

    def of_sessions(self, session_ids: Collection[Id]) -> tuple[Line, ...]:
        return tuple(line for line in self if line.session_id in session_ids)

    def __iter__(self) -> Iterator[Line]:
        """All of them."""
        return (line for mine in self._of.values() for line in mine)

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def of_user(self, user_id: Id) -> tuple[Line, ...]:
        return tuple(self._of.get(user_id, ()))

    def __contains__(self, line: Line) -> bool:
        return line in self._of.get(line.user_id, ())


class HeldBack:
    """Stands in for the outlet of a line until the ack of its join is out."""

    def __init__(self, line: Line) -> None:
        if isinstance(line.outlet, HeldBack):
            line.outlet.release()  # that of a join before: its ack is out
        self._line = line
        self._outlet = line.outlet
        self._facts: list[tuple[str, bytes]] = []
        line.outlet = self

    def emit(self, event: str, payload: bytes) -> None:
        self._facts.append((event, payload))

    def disconnect(self) -> None:
        self.release()
        self._outlet.disconnect()

    def release(self) -> None:
        """Say everything that was held back, in order; a second time: nothing."""
        if self._line.outlet is self:
            self._line.outlet = self._outlet
            for event, payload in self._facts:
                self._outlet.emit(event, payload)
