"""The Store on one MongoDB database."""

from __future__ import annotations

from datetime import datetime

from gethory.models import INVITE_LIFE_MAX, Id
from gethory.store.mongo.archive import Archive
from gethory.store.mongo.cascades import drop_accounts, end_sessions
from gethory.store.mongo.codes import Codes
from gethory.store.mongo.database import Database
from gethory.store.mongo.mails import Mails
from gethory.store.mongo.members import Members
from gethory.store.mongo.opening import opened
from gethory.store.mongo.rooms import Rooms
from gethory.store.mongo.sessions import Sessions
from gethory.store.mongo.users import Users

_SWEPT_AT_ONCE = 500


class MongoStore(Users, Codes, Mails, Sessions, Rooms, Members, Archive):
    """Everything that is kept, in one database of a MongoDB server or replica set."""

    def __init__(self, uri: str, *, timeout_s: float = 1.5, patience_s: float = 30.0) -> None:
        """A call gives up after `timeout_s`; opening waits `patience_s` for the server."""
        self._uri = uri
        self._timeout_s = timeout_s
        self._patience_s = patience_s

    async def open(self) -> None:
        self._opened = await opened(self._uri, self._timeout_s, self._patience_s)

    async def open_target(self) -> None:
        self._opened = await opened(self._uri, self._timeout_s, self._patience_s, adopts=False)

    async def close(self) -> None:
        database, self._opened = self._opened, None
        if database is not None:
            await database.close()

    async def ping(self) -> None:
        await self._database.ping()

    async def sweep(self, now: datetime, registrations_before: datetime) -> tuple[Id, ...]:
        return await self._run(lambda database: _sweep(database, now, registrations_before))


async def _sweep(database: Database, now: datetime, before: datetime) -> tuple[Id, ...]:
    """So many at a time that the deadline holds; the rest has its turn a minute later."""
    expired = {"expiresAt": {"$lte": now}}
    ended = await end_sessions(database, expired, _SWEPT_AT_ONCE)
    await database.codes.delete_many(expired)
    await database.invites.delete_many(expired)
    # A removal holds against invites made before it: by then all of them have expired.
    await database.removals.delete_many({"at": {"$lte": now - INVITE_LIFE_MAX}})
    abandoned = {"unverifiedSince": {"$lt": before}}
    found = await database.users.find(abandoned, {"_id": 1}).limit(_SWEPT_AT_ONCE).to_list()
    keys = [document["_id"] for document in found]
    return (*ended, *await drop_accounts(database, keys, abandoned))
