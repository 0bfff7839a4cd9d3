"""Opening the database: it answers, has our indexes, and what an earlier server wrote is usable."""

from __future__ import annotations

import asyncio

from pymongo import AsyncMongoClient, IndexModel
from pymongo.errors import (
    ConfigurationError,
    ConnectionFailure,
    InvalidURI,
    OperationFailure,
    PyMongoError,
)

from gethory.store.base import StoreUnusable
from gethory.store.mongo.database import Collection, Database, Document, connect
from gethory.store.mongo.earlier import (
    ROOM_SHAPE,
    USER_SHAPE,
    drop_old_uniqueness,
    fill_rooms,
    fill_users,
    is_foreign,
)
from gethory.store.mongo.indexes import indexes_of

_RETRY_S = 0.2
_PREPARING_S = 600.0
"""An index over many documents takes its time, once."""
_REFUSED = (18, 8000)
"""AuthenticationFailed, AtlasError."""
_FORBIDDEN = 13
_INDEX_IS_THERE = (85, 86)
"""IndexOptionsConflict, IndexKeySpecsConflict: one on the same fields, by another name."""


async def opened(uri: str, timeout_s: float, patience_s: float, *, adopts: bool = True) -> Database:
    """The database, ready to be used. Raises StoreUnusable; unless it `adopts` what others wrote,
    that is a reason too, and nothing has been changed."""
    client = _client(uri, timeout_s)
    database = Database(client, timeout_s)
    try:
        await _answers(database, patience_s)
        async with asyncio.timeout(_PREPARING_S):
            await _refuse_others(database, _server_of(uri), adopts=adopts)
            await _prepare(database)
    except BaseException as error:
        await database.close()
        if not isinstance(error, PyMongoError | TimeoutError):
            raise
        raise StoreUnusable(_sentence(error, database.name, _server_of(uri))) from None
    return database


def _client(uri: str, timeout_s: float) -> AsyncMongoClient[Document]:
    try:
        return connect(uri, timeout_s)
    except (InvalidURI, ConfigurationError, ValueError, TypeError):
        raise StoreUnusable(
            "DB_URI is not a valid address: write mongodb://HOST:PORT/DATABASE, "
            "with USER:PASSWORD@ before the host where one is asked for."
        ) from None


async def _answers(database: Database, patience_s: float) -> None:
    """Wait for a server that is starting too. Raises TimeoutError, and PyMongo's errors."""
    async with asyncio.timeout(patience_s):
        while True:
            try:
                return await database.hello()
            except ConnectionFailure:
                await asyncio.sleep(_RETRY_S)


async def _refuse_others(database: Database, server: str, *, adopts: bool) -> None:
    """Raises StoreUnusable for what neither we wrote nor, where that is adopted, the earlier
    server: the sessions of another program that shares the database are not ours to drop."""
    for collection, ours, earlier in (
        (database.users, "emailKey", None),
        (database.rooms, "topicKey", None),
        (database.sessions, "kind", "userId"),
        (database.codes, "codeId", "expiresAt"),
        (database.mails, "dueAt", None),
        (database.members, "since", None),
        (database.removals, "at", None),
        (database.invites, "tokenHash", None),
    ):
        if adopts and earlier is None:
            continue
        marks = (ours, earlier) if adopts and earlier else (ours,)
        lacking: Document = {mark: {"$exists": False} for mark in marks}
        if await collection.find_one(lacking, {"_id": 1}) is not None:
            raise _of_others(database, collection, server)
    if adopts and await is_foreign(database.users, "emailKey", USER_SHAPE):
        raise _of_others(database, database.users, server)
    if adopts and await is_foreign(database.rooms, "topicKey", ROOM_SHAPE):
        raise _of_others(database, database.rooms, server)


def _of_others(database: Database, collection: Collection, server: str) -> StoreUnusable:
    return StoreUnusable(
        f"The database {database.name} at {server} has {collection.name} of another program: "
        "give one that is empty."
    )


async def _prepare(database: Database) -> None:
    for collection, indexes in indexes_of(database):
        for index in indexes:
            await _make(collection, index)
    await drop_old_uniqueness(database.users, {"uq_owner", "uq_username"})
    await fill_users(database.users)
    await fill_rooms(database.rooms)
    # Tokens and links of an earlier server open nothing here.
    await database.sessions.delete_many({"kind": {"$exists": False}})
    await database.codes.delete_many({"codeId": {"$exists": False}})


async def _make(collection: Collection, index: IndexModel) -> None:
    """One at a time: FerretDB 1.24 breaks the connection when two of several are there."""
    try:
        await collection.create_indexes([index])
    except OperationFailure as error:
        if error.code not in _INDEX_IS_THERE:
            raise


def _sentence(error: Exception, name: str, server: str) -> str:
    """What to say to who starts us; a driver's words may hold the password."""
    code = error.code if isinstance(error, OperationFailure) else None
    if code in _REFUSED:
        return f"The database at {server} refuses the user or password of DB_URI."
    if code == _FORBIDDEN:
        return f"The user of DB_URI may not write to the database {name} at {server}."
    if isinstance(error, ConnectionFailure | TimeoutError):
        return f"The database at {server} does not answer."
    return f"The database {name} at {server} cannot be used ({type(error).__name__})."


def _server_of(uri: str) -> str:
    """Host and port, without user and password, which may hold what ends a host elsewhere."""
    authority = uri.partition("://")[2].partition("/")[0]
    return authority.rpartition("@")[2].partition("?")[0]
