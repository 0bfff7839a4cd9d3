"""The ways into a room: new, back to a kept seat, or back after the server started anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import structlog

from gethory.auth.schemas import PictureUrls, public_words
from gethory.errors import RoomNotJoined
from gethory.kit import clock
from gethory.kit.ids import new_peer_id, new_token
from gethory.live import facts, schemas, signals
from gethory.live.exits import Exits
from gethory.live.lines import Line
from gethory.live.numbers import LiveNumbers, Way
from gethory.live.offers import Offers
from gethory.live.presence import Peer, Presence, Seat
from gethory.live.resume import ResumeTokens, Ticket
from gethory.live.seats import KeptSeat
from gethory.live.switchboard import Switchboard
from gethory.models import Id, Role, Room, User
from gethory.rooms.schemas import RoomWords
from gethory.rooms.service import FACES

_log = structlog.get_logger()

RETURN_S = 30.0
"""How long after a start the resume tokens of the server's former life are honoured."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The answer to a join. Call `announce` right behind the ack, before anything else happens."""

    joined: schemas.Joined
    announce: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ask:
    """A join whose right to enter was checked a moment ago."""

    line: Line
    user: User
    room: Room
    role: Role
    words: RoomWords
    muted: bool
    resume: str | None
    offers: Offers


class Entrance:
    """Seats peers, and answers with the whole truth about the room."""

    def __init__(
        self,
        presence: Presence,
        board: Switchboard,
        exits: Exits,
        *,
        tokens: ResumeTokens,
        pictures: PictureUrls,
        link: Callable[[Id], schemas.MeshLink],
        room_max: int,
        numbers: LiveNumbers,
        now: clock.Now,
        monotonic: clock.Monotonic,
    ) -> None:
        self._presence = presence
        self._board = board
        self._exits = exits
        self._tokens = tokens
        self._pictures = pictures
        self._link = link
        self._room_max = room_max
        self._joins = numbers.joins
        self._now = now
        self._monotonic = monotonic
        self._epoch = new_token()[:16]
        self._started = monotonic()

    async def enter(self, ask: Ask) -> Entry:
        """The seat one has, the one that was kept, or a new one.

        Raises RoomFull, and RoomNotJoined to who comes back by itself after the person moved on
        to another tab or device: a laptop that wakes does not take the room from the phone.
        """
        here = self._exits.peer_of(ask.line)
        if here is not None and here.room_id == ask.room.id:
            self._joins[Way.REPEATED] += 1
            return Entry(self._joined(ask, here.id, {}), lambda: None)
        ticket = self._ticket(ask)
        kept = self._seat_of(ticket)
        if kept is not None:
            return self._resume(ask, kept)
        if ticket is not None and self._is_elsewhere(ask.user, ticket):
            ask.line.outlet.emit("removed", facts.removed("replaced", ask.room.id))
            raise RoomNotJoined
        ask.line.former_peer_id = ticket.peer_id if ticket is not None else None
        returning = self._returning(ticket)
        if returning is not None:
            # Whoever was in before a restart comes as they are, and to connections that still work.
            entry = await self._seat(ask, returning, ask.muted, ())
            self._joins[Way.RETURNED] += 1
            return entry
        entry = await self._seat(ask, new_peer_id(), True, ask.offers)
        self._joins[Way.NEW] += 1
        return entry

    async def _seat(self, ask: Ask, peer_id: str, muted: bool, offers: Offers) -> Entry:
        me = Peer(
            id=peer_id,
            user=ask.user,
            session_id=ask.line.session_id,
            room_id=ask.room.id,
            role=ask.role,
            since=self._now(),
            muted=muted,
        )
        entered = await self._presence.enter(me, self._room_max)
        self._exits.leave(ask.line)
        if entered.replaced is not None:
            self._exits.give_way(entered.replaced)
        self._board.connect(ask.line, me)
        _log.info("peer_joined", room_id=me.room_id, peer_id=me.id, user_id=me.user.id)
        announce = partial(self._announce, ask.line, me, entered.others, offers)
        given = {other.id: number for number, other in enumerate(entered.others[: len(offers)])}
        return Entry(self._joined(ask, me.id, given), announce)

    def _announce(self, line: Line, me: Peer, others: tuple[Peer, ...], offers: Offers) -> None:
        """Tell the newcomer of each member and each member of the newcomer, who offers."""
        for number, other in enumerate(others):
            given = number if number < len(offers) else None
            member = facts.add_peer(other, self._pictures, create_offer=True, offer=given)
            line.outlet.emit("add-peer", facts.encoded(member))
            line.outlet.emit("mute-info", facts.encoded(facts.mute_info(other)))
        newcomer = facts.add_peer(me, self._pictures, create_offer=False)
        self._board.tell(me.room_id, "add-peer", newcomer, but=me.id)
        if not me.muted:
            # Clients that do not know add-peer's `muted` take everybody new for muted.
            self._board.tell(me.room_id, "mute-info", facts.mute_info(me), but=me.id)
        for other, offer in zip(others, offers, strict=False):
            self._board.offered(me.id, other.id)
            packet = signals.description_from(me.id, offer)
            self._board.deliver(me.id, other.id, "session-description", packet)

    def _resume(self, ask: Ask, peer: Peer) -> Entry:
        """Sit down on the kept seat, also when its old socket is not known to be lost yet."""
        me = replace(peer, user=ask.user, role=ask.role, seat=Seat.HERE)
        self._exits.leave(ask.line)
        kept = self._board.kept(me.id)
        self._exits.take_line(me)
        self._presence.change(me)
        self._board.connect(ask.line, me)
        self._joins[Way.RESUMED] += 1
        _log.info("peer_back", room_id=me.room_id, peer_id=me.id)
        welcome = partial(self._welcome_back, ask.line, me, kept)
        return Entry(self._joined(ask, me.id, {}), welcome)

    def _welcome_back(self, line: Line, me: Peer, kept: KeptSeat | None) -> None:
        if kept is None:
            return
        self._board.tell(me.room_id, "peer-back", facts.away(me), but=me.id)
        for packet in kept.waiting:
            if self._presence.peer(me.room_id, packet.sender_id) is not None:
                line.outlet.emit(packet.event, packet.payload)

    def _ticket(self, ask: Ask) -> Ticket | None:
        """The resume token of the join, if it is of this session and room."""
        ticket = self._tokens.read(ask.resume) if ask.resume else None
        if ticket is None:
            return None
        ours = (ticket.session_id, ticket.room_id) == (ask.line.session_id, ask.room.id)
        return ticket if ours else None

    def _seat_of(self, ticket: Ticket | None) -> Peer | None:
        """The seat that the ticket is for, unless too much waited for it."""
        if ticket is None:
            return None
        kept = self._board.kept(ticket.peer_id)
        if kept is not None and kept.overflowed:
            return None
        return self._presence.peer(ticket.room_id, ticket.peer_id)

    def _is_elsewhere(self, user: User, ticket: Ticket) -> bool:
        """Whether the person is in the room now, by another page than the ticket's."""
        return any(
            peer.user.id == user.id and peer.seat is Seat.HERE and self._is_other(peer, ticket)
            for peer in self._presence.peers(ticket.room_id)
        )

    def _is_other(self, peer: Peer, ticket: Ticket) -> bool:
        """Not the ticket's own page, nor that page as somebody new, whose ack never arrived."""
        line = self._board.line_of(peer.id)
        former = None if line is None else line.former_peer_id
        return ticket.peer_id not in {peer.id, former}

    def _returning(self, ticket: Ticket | None) -> str | None:
        """The peer id of who comes back from this server's former life."""
        if ticket is None or ticket.epoch == self._epoch:
            return None
        if self._monotonic() - self._started > RETURN_S:
            return None
        taken = self._presence.peer(ticket.room_id, ticket.peer_id) is not None
        return None if taken else ticket.peer_id

    def _joined(self, ask: Ask, peer_id: str, given: Mapping[str, int]) -> schemas.Joined:
        """The whole truth, as it is now. `given`: who gets which offer."""
        everybody = self._presence.peers(ask.room.id)
        ticket = Ticket(ask.line.session_id, ask.room.id, peer_id, self._epoch)
        you = schemas.You(peer_id=peer_id, role=ask.role, resume=self._tokens.make(ticket))
        return schemas.Joined(
            epoch=self._epoch,
            you=you,
            room=self._room_now(ask.words, everybody),
            peers=[
                facts.peer_words(peer, self._pictures, given.get(peer.id))
                for peer in everybody
                if peer.id != peer_id
            ],
            link=self._link(ask.user.id),
        )

    def _room_now(self, words: RoomWords, everybody: tuple[Peer, ...]) -> RoomWords:
        """The words were asked for before the entry: the people in them are of then."""
        people = [public_words(peer.user, self._pictures) for peer in everybody[:FACES]]
        full = len(everybody) >= self._room_max
        return words.model_copy(update={"count": len(everybody), "full": full, "people": people})
