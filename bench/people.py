"""People for the benchmarks: accounts, sessions and rooms, written into a store of our own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from gethory.auth.tokens import Tokens
from gethory.kit.clock import now
from gethory.kit.ids import new_id
from gethory.models import Room, RoomType, Session, SessionKind, User
from gethory.store.sqlite import SqliteStore

from rig import Ours

_LIFE = timedelta(days=1)


@dataclass(frozen=True)
class People:
    """Files with one client a line: its cookie and its room, each `-` for none."""

    ours: Path
    anybody: Path
    """The same rooms, for a server that knows no accounts."""


def move_in(data: Path, count: int, *, rooms: bool, per_room: int = 2) -> People:
    """So many people with a session each; so many in a row share a room, if there are `rooms`."""
    data.mkdir(parents=True, exist_ok=True)
    lines = asyncio.run(_seed(data / "gethory.db", count, per_room if rooms else 0))
    people = People(data / "ours.tsv", data / "anybody.tsv")
    people.ours.write_text("".join(f"{cookie}\t{room}\n" for cookie, room in lines))
    people.anybody.write_text("".join(f"-\t{room}\n" for _, room in lines))
    return people


async def _seed(database: Path, count: int, per_room: int) -> list[tuple[str, str]]:
    store = SqliteStore(database)
    await store.open()
    tokens = Tokens(Ours.SECRET, Ours.SECRET[::-1])
    lines: list[tuple[str, str]] = []
    room = "-"
    for number in range(count):
        user, session = _person(number)
        await store.add_user(user)
        await store.add_session(session)
        if per_room and number % per_room == 0:
            room = new_id()
            await store.add_room(_room(room, user))
        cookie = f"accessToken={tokens.access(session, session.expires_at)}"
        lines.append((cookie, room))
    await store.close()
    return lines


def _person(number: int) -> tuple[User, Session]:
    at = now()
    user = User(
        id=new_id(),
        email=f"person{number}@example.org",
        password_hash="none",
        created_at=at,
        updated_at=at,
        name=f"Person {number}",
        username=f"person{number}",
        verified=True,
        profile_completed=True,
    )
    session = Session(new_id(), user.id, SessionKind.FULL, at, at + _LIFE, at)
    return user, session


def _room(room_id: str, owner: User) -> Room:
    return Room(
        id=room_id,
        topic="A benchmark",
        room_type=RoomType.PUBLIC,
        owner_id=owner.id,
        speaker_ids=(owner.id,),
        created_at=owner.created_at,
        updated_at=owner.updated_at,
    )
