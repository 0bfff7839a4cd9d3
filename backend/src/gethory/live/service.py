"""The rules of a room while people talk: who is in, who may send whom what, who hears of it.

Knows no socket. Every method without `await` in it happens at once, so facts leave in the
order in which things happened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import replace
from typing import Protocol

from gethory.auth.schemas import PictureUrls
from gethory.errors import (
    PeerNotFound,
    RateLimited,
    RoomNotFound,
    RoomNotJoined,
    SessionRequired,
)
from gethory.kit import clock
from gethory.live import facts, schemas, signals
from gethory.live.arrivals import Arrivals
from gethory.live.entrance import Ask, Entrance, Entry
from gethory.live.exits import Exits
from gethory.live.ice import IceServers
from gethory.live.lines import Line, Lines, Outlet
from gethory.live.link import link_of
from gethory.live.lobby import Lobby
from gethory.live.numbers import LiveNumbers, Side
from gethory.live.offers import Offers
from gethory.live.presence import Peer, Presence
from gethory.live.rates import SocketRates
from gethory.live.restart import return_delays
from gethory.live.resume import ResumeTokens
from gethory.live.seats import Later, Timer
from gethory.live.switchboard import Switchboard
from gethory.models import Caller, Id, Role, Room, User
from gethory.rooms.access import Standing
from gethory.rooms.schemas import RoomNow, RoomWords
from gethory.settings import Settings


class Rooms(Protocol):
    """What live asks of the rooms as written down."""

    async def enter(self, user: User, room_id: Id) -> Standing:
        """The room, if the user may be in it. Raises RoomNotFound, ProfileIncomplete."""

    async def words(self, room: Room) -> RoomWords: ...

    async def seen(self, user_id: Id, room_ids: Iterable[str]) -> tuple[Id, ...]:
        """Those of the rooms that the user may find in a list, each once."""

    def now(self, room_id: Id) -> RoomNow:
        """Who is inside at this moment."""


def call_later(delay_s: float, callback: Callable[[], None]) -> Timer:
    """The running loop's own timer."""
    return asyncio.get_running_loop().call_later(delay_s, callback)


class LiveService:
    """All rooms of one server while people are in them."""

    def __init__(
        self,
        settings: Settings,
        presence: Presence,
        rooms: Rooms,
        caller_of: Callable[[Id], Awaitable[Caller]],
        *,
        now: clock.Now = clock.now,
        monotonic: clock.Monotonic = clock.monotonic,
        later: Later = call_later,
    ) -> None:
        """`caller_of` gives session and account as they are now, or raises SessionRequired."""
        self._presence = presence
        self._rooms = rooms
        self._caller_of = caller_of
        self._monotonic = monotonic
        self._scale = settings.limits_scale
        self._lines = Lines(max(1, int(settings.sockets_per_user * self._scale)))
        self.numbers = LiveNumbers()
        self._board = Switchboard(presence, self.numbers)
        self._exits = Exits(presence, self._board, later, self.numbers)
        self._arrivals = Arrivals()
        self._ice = IceServers(settings, now)
        self._lobby = Lobby(rooms.now, later=later, monotonic=monotonic)
        presence.follow(self._lobby.changed)
        self._entrance = Entrance(
            presence,
            self._board,
            self._exits,
            tokens=ResumeTokens(settings.jwt_secret),
            pictures=PictureUrls(settings.public_url, settings.default_avatar),
            link=self._link,
            room_max=settings.room_max_people,
            numbers=self.numbers,
            now=now,
            monotonic=monotonic,
        )

    # sockets ----------------------------------------------------------------------------

    def open(self, outlet: Outlet, user_id: Id, session_id: Id) -> Line:
        """A new socket. The person's oldest one without a room gives way to it when there are
        too many; raises SocketsExceeded when all of them are in rooms."""
        line = Line(outlet, user_id, session_id, SocketRates(self._monotonic, self._scale))
        surplus = self._lines.add(line)
        if surplus is not None:
            surplus.outlet.disconnect()
        return line

    def closed(self, line: Line, kept_s: float) -> None:
        """The socket is gone; its peer's seat is kept that long, zero or less: not at all."""
        self._lobby.leave(line)
        if not self._lines.remove(line):
            return
        peer = self._exits.peer_of(line)
        if peer is None:
            return
        if kept_s <= 0:
            self._exits.vacate(peer, "closed")
        else:
            self._exits.keep(peer, kept_s)

    def sessions_ended(self, session_ids: Collection[Id]) -> None:
        """Put the sessions out of every room, and close their sockets."""
        lines = self._lines.of_sessions(session_ids)
        removals = [(line, facts.removed("session_ended", line.room_id)) for line in lines]
        for peer in self._presence.peers_of_sessions(session_ids):
            self._exits.vacate(peer, "session_ended")
        for line, removal in removals:
            self._lines.remove(line)
            self._lobby.leave(line)
            line.outlet.emit("removed", removal)
            line.outlet.disconnect()

    def ask_back(self) -> None:
        """This server goes down: tell everybody when to come to the next one. Nobody leaves."""
        for line, delay_ms in zip(self._lines, return_delays(len(self._lines)), strict=True):
            line.outlet.emit("server-restarting", facts.restarting(delay_ms))

    # rooms ------------------------------------------------------------------------------

    async def prepare(self, line: Line, room_id: Id) -> schemas.Prepared:
        """What offers for a room need before the join, and a new search for paths inside it.

        Raises RoomNotFound, ProfileIncomplete, and SessionRequired when the session is gone by now.
        """
        user = (await self._caller_of(line.session_id)).user
        with self._arrivals.expect(room_id, user.id) as arrival:
            await self._rooms.enter(user, room_id)
            if line not in self._lines:
                raise SessionRequired
            if arrival.turned_away:
                raise RoomNotFound
        return schemas.Prepared(link=self._link(user.id))

    async def join(self, line: Line, asked: schemas.Join, offers: Offers = ()) -> Entry:
        """Enter a room, come back to a kept seat, or say again where one is.

        Raises RoomNotFound, ProfileIncomplete, RoomFull, and SessionRequired when the session
        or the socket is gone by now.
        """
        user = (await self._caller_of(line.session_id)).user
        with self._arrivals.expect(asked.room_id, user.id) as arrival:
            here = await self._rooms.enter(user, asked.room_id)
            words = await self._rooms.words(here.room)
            if line not in self._lines:
                raise SessionRequired
            if arrival.turned_away:
                raise RoomNotFound
            return await self._entrance.enter(_ask(line, user, here, words, asked, offers=offers))

    def _link(self, user_id: Id) -> schemas.MeshLink:
        """For somebody who may be in the room: the accounts in it are theirs."""
        return link_of(self._ice.for_user(user_id))

    def put_out(self, room_id: Id, user_id: Id) -> None:
        """The user may not be in the room any more: not stay, nor come in by a join that is
        on its way, nor watch it."""
        self._arrivals.turn_away(room_id, user_id)
        self._lobby.hide(room_id, user_id, self._lines.of_user(user_id))
        for peer in self._presence.peers(room_id):
            if peer.user.id == user_id:
                self._exits.put_out(peer)

    def leave(self, line: Line, room_id: Id | None = None) -> None:
        """Leave the room one is in; naming another room: nothing happens."""
        self._exits.leave(line, room_id)

    def set_muted(self, line: Line, room_id: Id, muted: bool) -> None:
        """mute and unmute: everybody in the room hears of it, the sender too."""
        peer = self._mute(line, room_id, muted)
        event = "mute" if muted else "unmute"
        self._board.tell(peer.room_id, event, facts.mute_changed(peer))

    def set_mute_info(self, line: Line, room_id: Id, muted: bool) -> None:
        """mute-info: everybody else in the room hears of it."""
        peer = self._mute(line, room_id, muted)
        self._board.tell(peer.room_id, "mute-info", facts.mute_info(peer), but=peer.id)

    def _mute(self, line: Line, room_id: Id, muted: bool) -> Peer:
        peer = self._exits.peer_of(line)
        if peer is None or peer.room_id != room_id:
            raise RoomNotJoined
        changed = replace(peer, muted=muted)
        self._presence.change(changed)
        return changed

    # the lobby --------------------------------------------------------------------------

    async def watch(self, line: Line, room_ids: Iterable[str]) -> bytes:
        """Hear of these rooms from outside, as far as one may see them, in place of those
        before. The ack is how they are now. Raises SessionRequired."""
        await self._caller_of(line.session_id)
        with self._lobby.question(line.user_id) as question:
            seen = await self._rooms.seen(line.user_id, room_ids)
            if line not in self._lines:
                raise SessionRequired
            return self._lobby.watch(line, [one for one in seen if one not in question.hidden])

    # for who runs the server ------------------------------------------------------------

    def report(self, line: Line, told: schemas.ReportConnection) -> None:
        """How one hears a peer of the same room; only the first word about each counts.
        Raises PeerNotFound."""
        me = self._exits.peer_of(line)
        self._may_reach(line, told.peer_id)
        other = self._presence.peer(line.room_id or "", told.peer_id)
        if me is None or other is None or not line.reports(told.peer_id):
            return
        self.numbers.report(told, Side.NEWCOMER if me.order > other.order else Side.MEMBER)

    # the relay path ---------------------------------------------------------------------

    def relay_candidate(self, line: Line, envelope: schemas.RelayIceEnvelope) -> None:
        """Pass a candidate on to one peer of the same room. Raises PeerNotFound, RateLimited."""
        sender_id = self._may_reach(line, envelope.peer_id)
        if not line.rates.take_candidate(envelope.peer_id):
            raise RateLimited
        packet = signals.candidate_from(sender_id, envelope)
        self._board.deliver(sender_id, envelope.peer_id, "ice-candidate", packet)

    def relay_description(self, line: Line, description: signals.Description) -> None:
        """Pass a session description on to one peer of the same room. Raises PeerNotFound."""
        envelope, is_offer = description
        sender_id = self._may_reach(line, envelope.peer_id)
        if is_offer:
            self._board.offered(sender_id, envelope.peer_id)
        packet = signals.description_from(sender_id, envelope)
        self._board.deliver(sender_id, envelope.peer_id, "session-description", packet)

    def _may_reach(self, line: Line, peer_id: str) -> str:
        """The sender's peer id, if the target is somebody else in the same room now."""
        sender_id, room_id = line.peer_id, line.room_id
        if sender_id is None or room_id is None or sender_id == peer_id:
            raise PeerNotFound
        if self._presence.peer(room_id, peer_id) is None:
            raise PeerNotFound
        return sender_id


def _ask(
    line: Line,
    user: User,
    here: Standing,
    words: RoomWords,
    asked: schemas.Join,
    *,
    offers: Offers,
) -> Ask:
    """Whom nothing ties to an open room may speak there all the same."""
    return Ask(
        line=line,
        user=user,
        room=here.room,
        role=here.role or Role.SPEAKER,
        words=words,
        muted=asked.muted is not False,
        resume=asked.resume,
        offers=offers,
    )
