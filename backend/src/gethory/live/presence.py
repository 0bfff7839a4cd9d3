"""Who is inside which room right now: the Presence protocol, and its memory of one server."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Protocol

from gethory.errors import RoomFull
from gethory.models import Id, Role, User


class Seat(StrEnum):
    """Whether a peer's signalling connection is there; its sound may go on without."""

    HERE = "here"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Peer:
    """One connected tab of a person in one room."""

    id: str
    """Opaque and unguessable: being able to name it is no permission, being in its room is."""
    user: User
    session_id: Id
    room_id: Id
    role: Role
    since: datetime
    muted: bool = True
    seat: Seat = Seat.HERE
    order: int = 0
    """Numbers the peers of a server as they come; given by Presence."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What an entry changed: the peer as kept, the others, and the peer that had to give way."""

    peer: Peer
    others: tuple[Peer, ...]
    replaced: Peer | None


class Presence(Protocol):
    """Memory of who is inside. Implementations pass `tests/contract/test_presence.py`.

    Questions and small changes answer from what this server knows and never wait; only an
    entry may have to ask elsewhere, because it must be right about the number of people.
    A peer is unknown (None) in every room but its own.
    """

    async def enter(self, peer: Peer, room_max: int) -> Entered:
        """Give the peer a place. The same person's other peer in that room gives way to it.
        Raises RoomFull when the room would hold more than `room_max` people."""

    def change(self, peer: Peer) -> Peer | None:
        """Keep the peer as given (its order stays); None when it is not inside any more."""

    def leave(self, room_id: Id, peer_id: str) -> Peer | None:
        """The peer that was removed; None when it was not there."""

    def peer(self, room_id: Id, peer_id: str) -> Peer | None: ...

    def peers(self, room_id: Id) -> tuple[Peer, ...]:
        """Everybody inside, in the order in which they came."""

    def peers_of_sessions(self, session_ids: Collection[Id]) -> tuple[Peer, ...]:
        """The peers of these sessions, in every room."""

    def people(self, room_id: Id) -> tuple[User, ...]:
        """The accounts inside, in the order in which they came."""

    def live_room_ids(self) -> tuple[Id, ...]:
        """The rooms with somebody inside."""

    def follow(self, changed: Callable[[Id], None]) -> None:
        """From now on call back with a room whenever its `people` have changed."""


class MemoryPresence:
    """Presence of one server, in its memory: gone with it, which resume tokens make good."""

    def __init__(self) -> None:
        self._rooms: dict[Id, dict[str, Peer]] = {}
        self._order = count(1)
        self._changed: Callable[[Id], None] = _nobody_follows

    async def enter(self, peer: Peer, room_max: int) -> Entered:
        inside = self._rooms.get(peer.room_id, {})
        replaced = next((one for one in inside.values() if one.user.id == peer.user.id), None)
        if replaced is None and len(inside) >= room_max:
            raise RoomFull
        if replaced is not None:
            del inside[replaced.id]
        others = tuple(inside.values())
        kept = replace(peer, order=next(self._order))
        inside[kept.id] = kept
        self._rooms[kept.room_id] = inside
        self._changed(kept.room_id)
        return Entered(kept, others, replaced)

    def change(self, peer: Peer) -> Peer | None:
        inside = self._rooms.get(peer.room_id, {})
        before = inside.get(peer.id)
        if before is None:
            return None
        inside[peer.id] = after = replace(peer, order=before.order)
        if before.user != after.user:
            self._changed(peer.room_id)
        return after

    def leave(self, room_id: Id, peer_id: str) -> Peer | None:
        inside = self._rooms.get(room_id, {})
        peer = inside.pop(peer_id, None)
        if not inside:
            self._rooms.pop(room_id, None)
        if peer is not None:
            self._changed(room_id)
        return peer

    def peer(self, room_id: Id, peer_id: str) -> Peer | None:
        inside = self._rooms.get(room_id)
        return None if inside is None else inside.get(peer_id)

    def peers(self, room_id: Id) -> tuple[Peer, ...]:
        return tuple(self._rooms.get(room_id, {}).values())

    def peers_of_sessions(self, session_ids: Collection[Id]) -> tuple[Peer, ...]:
        return tuple(peer for peer in self._all() if peer.session_id in session_ids)

    def people(self, room_id: Id) -> tuple[User, ...]:
        return tuple(peer.user for peer in self.peers(room_id))

    def live_room_ids(self) -> tuple[Id, ...]:
        return tuple(self._rooms)

    def follow(self, changed: Callable[[Id], None]) -> None:
        self._changed = changed

    def _all(self) -> Iterator[Peer]:
        return (peer for inside in self._rooms.values() for peer in inside.values())


def _nobody_follows(room_id: Id) -> None:
    del room_id
