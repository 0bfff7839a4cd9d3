"""A stage for the rules of live: people, tabs and rooms without a socket, and time by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from gethory.auth.schemas import PictureUrls, public_words
from gethory.errors import RoomNotFound, SessionRequired
from gethory.kit.ids import new_id
from gethory.live import schemas
from gethory.live.lines import Line
from gethory.live.offers import Offers
from gethory.live.presence import MemoryPresence, Presence
from gethory.live.seats import Timer
from gethory.live.service import LiveService
from gethory.live.signals import Description
from gethory.models import Caller, Id, Member, Role, Room, RoomType, Session, SessionKind, User
from gethory.rooms.access import Standing
from gethory.rooms.policy import Action, may, role_in
from gethory.rooms.schemas import RoomNow, RoomWords
from gethory.rooms.service import FACES
from gethory.settings import NodeEnv, Settings

NOW = datetime(2026, 11, 24, 6, 4, tzinfo=UTC)
Fact = tuple[str, dict[str, Any]]


def settings(**given: Any) -> Settings:
    defaults: dict[str, Any] = {
        "node_env": NodeEnv.PRODUCTION,
        "jwt_secret": "s" * 48,
        "data_dir": Path("unused"),
        "backend_url": "https://voice.example.org",
    }
    return Settings(_env_file=None, **(defaults | given))


class Clock:
    """Time that goes on when told to, with the timers that are due."""

    def __init__(self) -> None:
        self.at = 1000.0
        self._due: list[tuple[float, int, _Alarm]] = []
        self._number = count()

    def __call__(self) -> float:
        return self.at

    def later(self, delay_s: float, callback: Callable[[], None]) -> Timer:
        alarm = _Alarm(callback)
        heappush(self._due, (self.at + delay_s, next(self._number), alarm))
        return alarm

    def go(self, seconds: float) -> None:
        end = self.at + seconds
        while self._due and self._due[0][0] <= end:
            self.at, _, alarm = heappop(self._due)
            alarm.ring()
        self.at = end


class _Alarm:
    def __init__(self, callback: Callable[[], None]) -> None:
        self._callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self._callback = None

    def ring(self) -> None:
        if self._callback is not None:
            self._callback()


@dataclass
class Tab:
    """One open page: what it was told, in order, acks of joins among it as `ack`."""

    user: User
    line: Line = field(init=False)
    told: list[Fact] = field(default_factory=list)
    disconnected: bool = False
    joined: dict[str, Any] = field(default_factory=dict)

    def emit(self, event: str, payload: bytes) -> None:
        self.told.append((event, json.loads(payload)))

    def disconnect(self) -> None:
        self.disconnected = True

    @property
    def peer_id(self) -> str:
        peer_id: str = self.joined["you"]["peerId"]
        return peer_id

    def heard(self) -> list[Fact]:
        """What was told since the last look."""
        told, self.told = self.told, []
        return told

    def events(self) -> list[str]:
        return [event for event, _ in self.heard()]


class Rooms:
    """The rooms as written down, and their members, in dicts."""

    def __init__(self, pictures: PictureUrls) -> None:
        self.known: dict[Id, Room] = {}
        self.members: dict[tuple[Id, Id], Member] = {}
        self.before_answer: Callable[[], None] = lambda: None
        self.behind_answer: Callable[[], None] = lambda: None
        self.presence: Presence = MemoryPresence()
        self._pictures = pictures

    async def enter(self, user: User, room_id: Id) -> Standing:
        self.before_answer()
        room = self.known.get(room_id)
        if room is None:
            raise RoomNotFound
        role = role_in(user.id, room, self.members.get((room.id, user.id)))
        if not may(role, Action.ENTER, room):
            raise RoomNotFound
        self.behind_answer()
        return Standing(room, role)

    async def seen(self, user_id: Id, room_ids: Iterable[str]) -> tuple[Id, ...]:
        self.before_answer()
        found = (self.known[one] for one in dict.fromkeys(room_ids) if one in self.known)
        seen = tuple(room.id for room in found if self._is_seen(user_id, room))
        self.behind_answer()
        return seen

    def _is_seen(self, user_id: Id, room: Room) -> bool:
        role = role_in(user_id, room, self.members.get((room.id, user_id)))
        return role is not None or may(role, Action.LIST, room)

    def now(self, room_id: Id) -> RoomNow:
        inside = self.presence.people(room_id)
        people = [public_words(user, self._pictures) for user in inside[:FACES]]
        return RoomNow(id=room_id, count=len(inside), full=False, people=people)

    def let_in(self, user: User, room: Room, role: Role = Role.SPEAKER) -> None:
        self.members[room.id, user.id] = Member(room.id, user.id, role, NOW)

    async def words(self, room: Room) -> RoomWords:
        owner = User(room.owner_id, "owner@example.org", "", NOW, NOW, name="Owner")
        return RoomWords(
            id=room.id,
            topic=room.topic,
            room_type=room.room_type,
            user_id=public_words(owner, self._pictures),
            speakers=[],
            count=0,
            created_at=room.created_at,
            updated_at=room.updated_at,
        )


class Stage:
    """One server's live rooms; `before` is the stage whose server was killed."""

    def __init__(self, before: Stage | None = None, **given: Any) -> None:
        self.clock: Clock = before.clock if before else Clock()
        self.users: dict[Id, User] = before.users if before else {}
        self.sessions: dict[Id, Session] = before.sessions if before else {}
        self.settings = settings(**given)
        pictures = PictureUrls(self.settings.public_url, self.settings.default_avatar)
        self.rooms: Rooms = before.rooms if before else Rooms(pictures)
        self.presence = self.rooms.presence = MemoryPresence()
        self.service = LiveService(
            self.settings,
            self.presence,
            self.rooms,
            self._caller_of,
            now=lambda: NOW,
            monotonic=self.clock,
            later=self.clock.later,
        )

    async def _caller_of(self, session_id: Id) -> Caller:
        session = self.sessions.get(session_id)
        if session is None:
            raise SessionRequired
        return Caller(self.users[session.user_id], session)

    def person(self, name: str) -> User:
        user = User(
            new_id(),
            f"{name}@example.org",
            "hash",
            NOW,
            NOW,
            name=name.title(),
            username=name,
            verified=True,
            profile_completed=True,
        )
        self.users[user.id] = user
        return user

    def room(self, owner: User | None = None, room_type: RoomType = RoomType.PUBLIC) -> Room:
        owner_id = (owner or self.person("owner")).id
        room = Room(new_id(), "Talk", room_type, owner_id, (owner_id,), NOW, NOW)
        self.rooms.known[room.id] = room
        return room

    def tab(self, who: str | User, session_id: Id | None = None) -> Tab:
        tab = Tab(self.person(who) if isinstance(who, str) else who)
        session = self.sign_in(tab.user, session_id)
        tab.line = self.service.open(tab, tab.user.id, session.id)
        return tab

    def sign_in(self, user: User, session_id: Id | None = None) -> Session:
        """A session of the user: a new one, or the one with that id."""
        until = NOW + timedelta(days=30)
        session = Session(session_id or new_id(), user.id, SessionKind.FULL, NOW, until, NOW)
        self.sessions[session.id] = session
        return session

    async def join(self, tab: Tab, room: Room, pool: Offers = (), **more: Any) -> dict[str, Any]:
        """Join as the door does it: ack first, then the announcement, nothing between."""
        asked = schemas.Join(room_id=room.id, **more)
        entry = await self.service.join(tab.line, asked, pool)
        tab.joined = json.loads(entry.joined.model_dump_json())
        tab.told.append(("ack", tab.joined))
        entry.announce()
        return tab.joined

    async def joined(self, who: str | User, room: Room, **more: Any) -> Tab:
        """A new tab that is in the room and has looked at everything it was told."""
        tab = self.tab(who)
        await self.join(tab, room, **more)
        tab.heard()
        return tab

    def candidate(self, tab: Tab, peer_id: str, text: str = '{"candidate":"c"}') -> None:
        raw = msgspec.Raw(text.encode())
        self.service.relay_candidate(tab.line, schemas.RelayIceEnvelope(peer_id, raw))

    def describe(self, tab: Tab, peer_id: str, kind: str = "offer", sdp: str = "v=0") -> None:
        raw = msgspec.Raw(json.dumps({"type": kind, "sdp": sdp}).encode())
        envelope = schemas.RelaySdpEnvelope(peer_id, raw)
        self.service.relay_description(tab.line, Description(envelope, kind == "offer"))

    def lose(self, tab: Tab, kept_s: float = 30.0) -> Tab:
        """The socket of the tab is gone; a second tab of the same session and memory."""
        self.service.closed(tab.line, kept_s)
        return self.tab(tab.user, tab.line.session_id)
