"""Sessions in MongoDB."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pymongo import DESCENDING, ReturnDocument, UpdateOne

from gethory.models import ROTATIONS_KEPT, Id, Session, SessionKind
from gethory.store.mongo.cascades import end_sessions
from gethory.store.mongo.database import Database, Document, Part
from gethory.store.mongo.documents import key_of, session_document, session_of

_IN_ONE_COMMAND = 25
"""FerretDB 1.24 holds a connection to its own store for each update of one command, and waits
for ever when a hundred are taken."""


class Sessions(Part):
    """The methods about sessions."""

    async def add_session(self, session: Session) -> None:
        await self._run(lambda database: _add(database, session_document(session)))

    async def session_by_id(self, session_id: Id) -> Session | None:
        found = await self._database.find(self._database.sessions, key_of(session_id))
        return None if found is None else session_of(found)

    async def sessions_of(self, user_id: Id) -> tuple[Session, ...]:
        found = await self._run(lambda database: _full(database, user_id))
        return tuple(session_of(document) for document in found)

    async def rotate_session(self, session_id: Id, generation: int, at: datetime) -> Session | None:
        rotated = await self._run(lambda database: _rotate(database, session_id, generation, at))
        return None if rotated is None else session_of(rotated)

    async def see_sessions(self, seen: Mapping[Id, datetime]) -> None:
        changes = [
            UpdateOne({"_id": key_of(session_id)}, {"$max": {"lastSeenAt": at}})
            for session_id, at in seen.items()
        ]
        await self._run(lambda database: _change(database, changes))

    async def end_session(self, session_id: Id) -> bool:
        this = {"_id": key_of(session_id)}
        ended = await self._run(lambda database: database.sessions.delete_one(this))
        return ended.deleted_count == 1

    async def end_sessions_of(self, user_id: Id) -> tuple[Id, ...]:
        return await self._run(lambda database: end_sessions(database, {"userId": key_of(user_id)}))


async def _change(database: Database, changes: list[UpdateOne]) -> None:
    for start in range(0, len(changes), _IN_ONE_COMMAND):
        some = changes[start : start + _IN_ONE_COMMAND]
        await database.sessions.bulk_write(some, ordered=False)


async def _add(database: Database, session: Document) -> None:
    """One of an account that goes at this moment opens nothing, and is left to expire."""
    if await database.users.find_one({"_id": session["userId"]}, {"_id": 1}) is not None:
        await database.sessions.insert_one(session)


async def _full(database: Database, user_id: Id) -> list[Document]:
    theirs = {"userId": key_of(user_id), "kind": SessionKind.FULL.value}
    newest_first = [("createdAt", DESCENDING), ("_id", DESCENDING)]
    return await database.sessions.find(theirs).sort(newest_first).to_list()


async def _rotate(
    database: Database, session_id: Id, generation: int, at: datetime
) -> Document | None:
    """Nothing but a rotation changes `rotatedAt`, and it changes the generation too: what was
    read still holds where the generation does."""
    this = {"_id": key_of(session_id), "generation": generation}
    before = await database.sessions.find_one(this)
    if before is None:
        return None
    rotations = [*before["rotatedAt"], at][-ROTATIONS_KEPT:]
    return await database.sessions.find_one_and_update(
        this,
        {
            "$set": {"generation": generation + 1, "rotatedAt": rotations},
            "$max": {"lastSeenAt": at},
        },
        return_document=ReturnDocument.AFTER,
    )
