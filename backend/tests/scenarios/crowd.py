"""Many people at once: their accounts are written into a store of our own, for speed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from gethory.auth.tokens import ACCESS_COOKIE, Tokens
from gethory.kit.clock import now
from gethory.kit.ids import new_id
from gethory.models import Room, RoomType, Session, SessionKind, User
from gethory.store.sqlite import SqliteStore
from sio.client import TEXT, Client, Closed, Refused

SECRETS = {
    "JWT_SECRET": "a secret of the crowd as long as it has to be at least",
    "JWT_REFRESH_SECRET": "another secret of the crowd as long as it has to be",
}


@dataclass
class Visitor:
    """One person with a raw socket and a room, who comes back as our client does."""

    cookie: str
    room_id: str
    socket: Client | None = None
    peer_id: str = ""
    resume: str | None = None
    roster: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    """Whose signals came."""
    refused: list[int] = field(default_factory=list)
    """What answers to its upgrades said."""

    async def come(self, port: int, random: Random) -> None:
        """Connect and join, trying again with the client's own waits (`backoff.ts`)."""
        longest_s = 1.5
        while not await self._tries(port):
            await asyncio.sleep(longest_s * random.uniform(1 / 3, 1))
            longest_s = min(8, longest_s * 1.5)

    async def _tries(self, port: int) -> bool:
        try:
            self.socket = await Client.connected(port, headers={"cookie": self.cookie})
            await self.join()
        except Refused as refused:
            self.refused.append(refused.status)
        except (Closed, OSError, asyncio.IncompleteReadError):
            self.socket = None
        return self.socket is not None

    async def join(self) -> None:
        """Ask in, back, or where one is; the ack is the whole truth."""
        asked = {"roomId": self.room_id, "resume": self.resume, "muted": True}
        ack = await self.ask("join", asked)
        assert ack["ok"], ack
        self.peer_id, self.resume = ack["you"]["peerId"], ack["you"]["resume"]
        self.roster = {peer["peerId"] for peer in ack["peers"]}

    async def ask(self, event: str, payload: object) -> dict[str, Any]:
        """The ack; what is heard meanwhile is noted."""
        self._live.send("421" + json.dumps([event, payload]))
        while True:
            kind, frame = await self._live.receive_frame()
            if kind == TEXT and frame.startswith(b"431"):
                ack: dict[str, Any] = json.loads(frame[3:])[0]
                return ack
            self._take(kind, frame)

    @property
    def _live(self) -> Client:
        assert self.socket is not None, "it is not connected"
        return self.socket

    def _take(self, kind: int, frame: bytes) -> None:
        if frame == b"2":
            self._live.send("3")
        elif kind == TEXT and frame.startswith(b"42"):
            event, fact = json.loads(frame[2:])
            if event == "add-peer":
                self.roster.add(fact["peerId"])
            elif event == "remove-peer":
                self.roster.discard(fact["peerId"])
            elif event == "ice-candidate":
                self.heard.append(fact["peerId"])


async def crowd(data: Path, people: int, per_room: int) -> list[Visitor]:
    """So many people who may enter, so many of them in each room. The server is not running yet."""
    store = SqliteStore(data / "gethory.db")
    await store.open()
    tokens = Tokens(SECRETS["JWT_SECRET"], SECRETS["JWT_REFRESH_SECRET"])
    visitors: list[Visitor] = []
    for number in range(people):
        user, session = _person(number)
        await store.add_user(user)
        await store.add_session(session)
        if number % per_room == 0:
            room_id = new_id()
            at = user.created_at
            room = Room(room_id, "Storm", RoomType.PUBLIC, user.id, (user.id,), at, at)
            await store.add_room(room)
        cookie = f"{ACCESS_COOKIE}={tokens.access(session, session.expires_at)}"
        visitors.append(Visitor(cookie, room_id))
    await store.close()
    return visitors


def _person(number: int) -> tuple[User, Session]:
    at = now()
    user = User(
        id=new_id(),
        email=f"visitor{number}@example.org",
        password_hash="none",
        created_at=at,
        updated_at=at,
        name=f"Visitor {number}",
        username=f"visitor{number}",
        verified=True,
        profile_completed=True,
    )
    return user, Session(new_id(), user.id, SessionKind.FULL, at, at + timedelta(days=1), at)
