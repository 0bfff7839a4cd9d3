"""One MongoDB database: its collections, and a deadline over everything that is asked of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC
from typing import Any, TypeVar

from bson import CodecOptions
from bson.codec_options import DatetimeConversion
from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError, PyMongoError

from gethory.store.base import StoreConflict, StoreUnavailable
from gethory.store.gathering import Asked, Gathering

T = TypeVar("T")
Document = dict[str, Any]
Collection = AsyncCollection[Document]

DEFAULT_DATABASE = "test"
"""Where an address without a name leads: there the earlier server (Mongoose) kept its data too."""
_CONNECTIONS = 32
_SLACK_S = 0.1
"""How long work that was cancelled may take to end before nobody waits for it any more."""
_CODEC: CodecOptions[Document] = CodecOptions(
    tz_aware=True,
    tzinfo=UTC,
    datetime_conversion=DatetimeConversion.DATETIME_CLAMP,
    unicode_decode_error_handler="replace",
)


def connect(uri: str, timeout_s: float) -> AsyncMongoClient[Document]:
    """A client that has not asked anything yet. Raises PyMongo's errors for what is no address.

    A write is answered when it is in the journal of most members: a crash loses none.
    """
    timeout_ms = int(timeout_s * 1000)
    return AsyncMongoClient(
        uri,
        appname="gethory",
        maxPoolSize=_CONNECTIONS,
        maxConnecting=_CONNECTIONS,
        connectTimeoutMS=timeout_ms,
        serverSelectionTimeoutMS=timeout_ms,
        w="majority",
        journal=True,
    )


class Database:
    """The collections. Every call ends, well or with StoreUnavailable, within `timeout_s`.

    The work runs in a task of its own: who waits may leave, and it still comes to its end. At
    the deadline it is given up wherever it is, so each command of several steps is one that may
    stop after any of them.
    """

    def __init__(self, client: AsyncMongoClient[Document], timeout_s: float) -> None:
        self._client = client
        self._timeout_s = timeout_s
        # So many at a time as there are connections: PyMongo's own waiting for one is not entered,
        # which does not always end when it is cancelled (4.20 on Python 3.11).
        self._free = asyncio.Semaphore(_CONNECTIONS)
        self._running: set[asyncio.Task[Any]] = set()
        self._gatherings: dict[str, Gathering[Document]] = {}
        self._closed = False
        self._all = client.get_default_database(DEFAULT_DATABASE, _CODEC)
        self.users: Collection = self._all["users"]
        self.sessions: Collection = self._all["sessions"]
        self.codes: Collection = self._all["verification_codes"]
        self.mails: Collection = self._all["mails"]
        self.rooms: Collection = self._all["rooms"]
        self.members: Collection = self._all["members"]
        self.removals: Collection = self._all["removals"]
        self.invites: Collection = self._all["invites"]

    @property
    def name(self) -> str:
        return self._all.name

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work answers, in time and in our own words."""
        if self._closed:
            work.close()
            raise StoreUnavailable("closed")
        task = asyncio.create_task(self._answered(work))
        self._running.add(task)
        task.add_done_callback(self._done)
        done, _ = await asyncio.wait({task}, timeout=self._timeout_s + _SLACK_S)
        if not done:
            raise StoreUnavailable("deadline")
        return task.result()

    async def find(self, collection: Collection, key: Any) -> Document | None:
        """The document with this `_id`. Many of these at the same time are one question."""
        return await self._gathering(collection).one(key)

    async def find_all(self, collection: Collection, keys: Any) -> list[Document]:
        """Those of these that there are, together with what others ask."""
        return await self._gathering(collection).all(keys)

    async def ping(self) -> None:
        await self.run(self.hello())

    async def hello(self) -> None:
        """Be answered. Raises PyMongo's errors."""
        await self._all.command("ping")

    async def close(self) -> None:
        """Let what is running come to an end, then disconnect."""
        self._closed = True
        if self._running:
            await asyncio.wait(self._running, timeout=self._timeout_s)
        await self._client.close()

    def _gathering(self, collection: Collection) -> Gathering[Document]:
        gathering = self._gatherings.get(collection.name)
        if gathering is None:
            gathering = Gathering(lambda asked: self.run(_each(collection, asked)))
            self._gatherings[collection.name] = gathering
        return gathering

    async def _answered(self, work: Coroutine[Any, Any, T]) -> T:
        """A driver's own words may show a document, or the address with its password."""
        try:
            async with asyncio.timeout(self._timeout_s), self._free:
                return await work
        except DuplicateKeyError:
            raise StoreConflict("DuplicateKey") from None
        except PyMongoError as error:
            raise StoreUnavailable(type(error).__name__) from None
        except TimeoutError:
            work.close()
            raise StoreUnavailable("deadline") from None

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # marks it as seen: perhaps nobody waits any more


async def keep(collection: Collection, document: Document) -> Document | None:
    """Put the document in place of one with its `_id`, and say which that was, if there was one."""
    this = {"_id": document["_id"]}
    try:
        return await collection.find_one_and_replace(this, document, upsert=True)
    except DuplicateKeyError:  # somebody else put one there at the same moment
        return await collection.find_one_and_replace(this, document)


class Part:
    """A group of the store's methods, all on one database."""

    _opened: Database | None = None

    @property
    def _database(self) -> Database:
        if self._opened is None:
            raise StoreUnavailable("closed")
        return self._opened

    async def _run(self, work: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
        """Do the work with the open database, in time."""
        database = self._database
        return await database.run(work(database))


async def _each(collection: Collection, asked: tuple[Asked, ...]) -> Mapping[Asked, Document]:
    wanted: Any = asked[0] if len(asked) == 1 else {"$in": list(asked)}
    found = await collection.find({"_id": wanted}).to_list()
    return {document["_id"]: document for document in found}
