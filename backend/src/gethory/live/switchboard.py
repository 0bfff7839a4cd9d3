"""Which peer is reached along which line, what waits for those away, and telling a whole room."""

from __future__ import annotations

from gethory.kit.wire import Words
from gethory.live.facts import encoded
from gethory.live.lines import Line
from gethory.live.numbers import LiveNumbers
from gethory.live.presence import Peer, Presence
from gethory.live.seats import KeptSeat, Timer, Waiting


class Switchboard:
    """A peer has a line, or a kept seat, or (on another server) neither; never both."""

    def __init__(self, presence: Presence, numbers: LiveNumbers) -> None:
        self._presence = presence
        self._relayed = numbers.relayed
        self._lines: dict[str, Line] = {}
        self._kept: dict[str, KeptSeat] = {}

    def connect(self, line: Line, peer: Peer) -> None:
        """From now on the peer is reached along this line."""
        self._lines[peer.id] = line
        line.sit(peer.room_id, peer.id)

    def keep(self, peer: Peer, timer: Timer) -> None:
        """Let wait what comes for the peer, until the timer ends it."""
        self.disconnect(peer.id)
        self._kept[peer.id] = KeptSeat(timer)

    def disconnect(self, peer_id: str) -> tuple[Line | None, KeptSeat | None]:
        """The line or the kept seat that the peer had."""
        kept = self._kept.pop(peer_id, None)
        if kept is not None:
            kept.end()
        line = self._lines.pop(peer_id, None)
        if line is not None:
            line.stand()
        return line, kept

    def line_of(self, peer_id: str) -> Line | None:
        return self._lines.get(peer_id)

    def kept(self, peer_id: str) -> KeptSeat | None:
        return self._kept.get(peer_id)

    def deliver(self, sender_id: str, peer_id: str, event: str, packet: bytes) -> None:
        """One relayed packet to one peer, now or when it is back."""
        self._relayed[event] += 1
        line = self._lines.get(peer_id)
        if line is not None:
            line.outlet.emit(event, packet)
        elif peer_id in self._kept:
            self._kept[peer_id].hold(Waiting(sender_id, event, packet))

    def tell(self, room_id: str, event: str, fact: Words, *, but: str | None = None) -> None:
        """One fact to everybody in the room who is here, encoded once."""
        payload = encoded(fact)
        for peer in self._presence.peers(room_id):
            line = self._lines.get(peer.id)
            if line is not None and peer.id != but:
                line.outlet.emit(event, payload)

    def offered(self, one_id: str, other_id: str) -> None:
        """An offer goes between the two, or one is gone: candidates are counted anew."""
        for peer_id, about_id in ((one_id, other_id), (other_id, one_id)):
            line = self._lines.get(peer_id)
            if line is not None:
                line.rates.forget_candidates(about_id)
