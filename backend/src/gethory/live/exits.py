"""The ways out of a room: leaving, losing the connection, giving way to one's other tab."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import structlog

from gethory.live import facts
from gethory.live.lines import Line
from gethory.live.numbers import LiveNumbers
from gethory.live.presence import Peer, Presence, Seat
from gethory.live.seats import Later
from gethory.live.switchboard import Switchboard
from gethory.models import Id

_log = structlog.get_logger()


class Exits:
    """Takes peers out of rooms or marks them away, and tells those who stay."""

    def __init__(
        self, presence: Presence, board: Switchboard, later: Later, numbers: LiveNumbers
    ) -> None:
        self._numbers = numbers
        self._presence = presence
        self._board = board
        self._later = later

    def leave(self, line: Line, room_id: str | None = None) -> None:
        """Leave the room; another than the one one is in: nothing happens. Who leaves hears
        of everybody else's removal, which ends a client's peer connections."""
        peer = self.peer_of(line)
        if peer is None or room_id not in {None, peer.room_id}:
            return
        self.vacate(peer, "left")
        self._take_leave(line, peer.room_id)

    def vacate(self, peer: Peer, why: str) -> None:
        """Take the peer out of its room, here or away."""
        self._presence.leave(peer.room_id, peer.id)
        self._board.disconnect(peer.id)
        self._tell_gone(peer, why)

    def put_out(self, peer: Peer) -> None:
        """The peer may not stay: out with it, here or away. Its socket stays connected."""
        line = self._board.line_of(peer.id)
        self.vacate(peer, "kicked")
        if line is not None:
            line.outlet.emit("removed", facts.removed("kicked", peer.room_id))
            self._take_leave(line, peer.room_id)

    def keep(self, peer: Peer, kept_s: float) -> None:
        """The connection is lost: the seat stays for so long, and the sound goes on."""
        self._presence.change(replace(peer, seat=Seat.AWAY))
        self._board.keep(peer, self._later(kept_s, partial(self.vacate, peer, "away_too_long")))
        self._board.tell(peer.room_id, "peer-away", facts.away(peer), but=peer.id)
        self._numbers.away += 1
        _log.info("peer_away", room_id=peer.room_id, peer_id=peer.id)

    def give_way(self, peer: Peer) -> None:
        """The person entered anew from elsewhere; presence has dropped this peer already."""
        self.take_line(peer)
        self._tell_gone(peer, "replaced")

    def take_line(self, peer: Peer) -> None:
        """The peer is reached along another line from now on; its old socket stays connected."""
        line, _ = self._board.disconnect(peer.id)
        if line is not None:
            line.outlet.emit("removed", facts.removed("replaced", peer.room_id))

    def peer_of(self, line: Line) -> Peer | None:
        """The peer for which the line speaks."""
        if line.room_id is None or line.peer_id is None:
            return None
        return self._presence.peer(line.room_id, line.peer_id)

    def _take_leave(self, line: Line, room_id: Id) -> None:
        for other in self._presence.peers(room_id):
            line.outlet.emit("remove-peer", facts.encoded(facts.removal(other)))

    def _tell_gone(self, peer: Peer, why: str) -> None:
        self._board.tell(peer.room_id, "remove-peer", facts.removal(peer), but=peer.id)
        for other in self._presence.peers(peer.room_id):
            self._board.offered(other.id, peer.id)
        self._numbers.left[why] += 1
        _log.info("peer_left", room_id=peer.room_id, peer_id=peer.id, reason=why)
