"""The Store on one SQLite file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, delete, exists, false, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from gethory.models import INVITE_LIFE_MAX, Id
from gethory.store.base import StoreUnusable
from gethory.store.sqlite.archive import Archive
from gethory.store.sqlite.codes import Codes
from gethory.store.sqlite.database import Database, rows
from gethory.store.sqlite.mails import Mails
from gethory.store.sqlite.members import Members
from gethory.store.sqlite.rooms import Rooms
from gethory.store.sqlite.schema import bring_up_to_date
from gethory.store.sqlite.sessions import Sessions
from gethory.store.sqlite.tables import (
    Moment,
    codes,
    earlier_accounts,
    invites,
    removals,
    sessions,
    users,
)
from gethory.store.sqlite.users import Users

_SCHEME = "sqlite:///"
_PING = text("SELECT version_num FROM alembic_version")
_ABANDONED = select(users.c.id).where(
    users.c.verified == false(),
    users.c.created_at < bindparam("before", type_=Moment),
    ~exists().where(earlier_accounts.c.user_id == users.c.id),
)
_DROP_SESSIONS = (
    delete(sessions)
    .where(
        (sessions.c.expires_at <= bindparam("now", type_=Moment))
        | sessions.c.user_id.in_(_ABANDONED)
    )
    .returning(sessions.c.id)
)
_DROP_CODES = delete(codes).where(codes.c.expires_at <= bindparam("now", type_=Moment))
_DROP_INVITES = delete(invites).where(invites.c.expires_at <= bindparam("now", type_=Moment))
_DROP_REMOVALS = delete(removals).where(removals.c.at <= bindparam("past", type_=Moment))
_DROP_USERS = delete(users).where(users.c.id.in_(_ABANDONED))


class SqliteStore(Users, Codes, Mails, Sessions, Rooms, Members, Archive):
    """Everything that is kept, in one file with a write-ahead log beside it."""

    def __init__(self, file: Path, *, timeout_s: float = 2.0, patience_s: float = 60.0) -> None:
        """A call gives up after `timeout_s`; opening waits `patience_s` for who migrates."""
        self._file = file
        self._timeout_s = timeout_s
        self._patience_s = patience_s

    async def open(self) -> None:
        await bring_up_to_date(self._file, self._patience_s)
        self._opened = Database(self._file, self._timeout_s)

    async def open_target(self) -> None:
        await self.open()  # which changes no file of another program either

    async def close(self) -> None:
        database, self._opened = self._opened, None
        if database is not None:
            await database.close()

    async def ping(self) -> None:
        await self._database.read(_PING)

    async def sweep(self, now: datetime, registrations_before: datetime) -> tuple[Id, ...]:
        return await self._database.transact(
            lambda connection: _sweep(connection, now, registrations_before)
        )


async def _sweep(connection: AsyncConnection, now: datetime, before: datetime) -> tuple[Id, ...]:
    ended = await rows(connection, _DROP_SESSIONS, {"now": now, "before": before})
    await rows(connection, _DROP_CODES, {"now": now})
    await rows(connection, _DROP_INVITES, {"now": now})
    # A removal holds against invites made before it: by then all of them have expired.
    await rows(connection, _DROP_REMOVALS, {"past": now - INVITE_LIFE_MAX})
    await rows(connection, _DROP_USERS, {"before": before})
    return tuple(row.id for row in ended)


def sqlite_file(uri: str) -> Path:
    """The file of `sqlite:///relative.db` or `sqlite:////absolute.db`. Raises StoreUnusable."""
    path = uri.removeprefix(_SCHEME)
    if path == uri or not path:
        raise StoreUnusable(
            "DB_URI must be sqlite:/// and the path of a file, or mongodb:// and a server."
        )
    return Path(path)
