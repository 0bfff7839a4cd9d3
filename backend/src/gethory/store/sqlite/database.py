"""One SQLite file: a connection that writes, a few that read, and a deadline over all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Executable, Row, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from gethory.store.base import StoreConflict, StoreUnavailable
from gethory.store.gathering import Asked, Gathering

T = TypeVar("T")
Rows = Sequence[Row[Any]]

_READERS = 2


class OwnerGone(StoreConflict):
    """What was to be kept belongs to an account that is not there."""


class Database:
    """Runs statements. Every call ends, well or with StoreUnavailable, within `timeout_s`.

    The work itself runs in a task of its own: who waits may leave (at the deadline, or
    because a request was cancelled) while SQLite, in its thread, comes to an end.
    """

    def __init__(self, file: Path, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._writer = _engine(file, timeout_s, connections=1, pragmas=_WRITER_PRAGMAS)
        self._reader = _engine(
            file, timeout_s, connections=_READERS, pragmas=_READER_PRAGMAS, autocommit=True
        )
        event.listen(self._writer.sync_engine, "begin", _begin_immediate)
        self._running: set[asyncio.Task[Any]] = set()
        self._gatherings: dict[Executable, Gathering[Row[Any]]] = {}
        self._closed = False

    async def read(self, statement: Executable, values: dict[str, Any] | None = None) -> Rows:
        """The rows that one SELECT finds."""
        return await self._in_time(self._read(statement, values))

    async def find(self, statement: Executable, asked: Asked) -> Row[Any] | None:
        """The one row that the statement finds for what is asked (`part.ASKED`).

        Many of these at the same time are one SELECT.
        """
        return await self._gathering(statement).one(asked)

    async def find_all(self, statement: Executable, asked: Iterable[Asked]) -> list[Row[Any]]:
        """The rows of those that the statement finds, together with what others ask."""
        return await self._gathering(statement).all(asked)

    async def write(self, statement: Executable, values: dict[str, Any] | None = None) -> Rows:
        """Run one statement durably; the rows are those of its RETURNING."""
        return await self.transact(lambda connection: rows(connection, statement, values))

    async def transact(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Run the work in one durable transaction that nobody else writes beside."""
        deadline = asyncio.get_running_loop().time() + self._timeout_s
        return await self._in_time(self._transact(work, deadline))

    async def close(self) -> None:
        """Let what is running come to an end, then disconnect."""
        self._closed = True
        if self._running:
            await asyncio.wait(self._running, timeout=self._timeout_s)
        await self._reader.dispose()
        await self._writer.dispose()

    def _gathering(self, statement: Executable) -> Gathering[Row[Any]]:
        gathering = self._gatherings.get(statement)
        if gathering is None:
            gathering = Gathering(lambda asked: self._read_each(statement, asked))
            self._gatherings[statement] = gathering
        return gathering

    async def _read_each(
        self, statement: Executable, asked: tuple[Asked, ...]
    ) -> Mapping[Asked, Row[Any]]:
        """Each row says in `asked` which of them it is, by its index."""
        found = await self.read(statement, {"asked": asked})
        return {asked[row.asked]: row for row in found}

    async def _read(self, statement: Executable, values: dict[str, Any] | None) -> Rows:
        async with self._reader.connect() as connection:
            return await rows(connection, statement, values)

    async def _transact(
        self, work: Callable[[AsyncConnection], Awaitable[T]], deadline: float
    ) -> T:
        async with self._writer.begin() as connection:
            if asyncio.get_running_loop().time() > deadline:
                raise StoreUnavailable("SQLITE_BUSY")
            return await work(connection)

    async def _in_time(self, work: Coroutine[Any, Any, T]) -> T:
        if self._closed:
            work.close()
            raise StoreUnavailable("closed")
        task = asyncio.create_task(_answered(work))
        self._running.add(task)
        task.add_done_callback(self._done)
        done, _ = await asyncio.wait({task}, timeout=self._timeout_s)
        if not done:
            raise StoreUnavailable("deadline")
        return task.result()

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # marks it as seen: perhaps nobody waits any more


async def rows(
    connection: AsyncConnection, statement: Executable, values: dict[str, Any] | None = None
) -> Rows:
    """Run one statement on a connection; no rows where it returns none."""
    result = await connection.execute(statement, values)
    return result.fetchall() if result.returns_rows else ()


async def _answered(work: Awaitable[T]) -> T:
    """The outcome in our own words: a driver's may show a statement and its values."""
    try:
        return await work
    except IntegrityError as error:
        name = error_name(error)
        owner_gone = name == "SQLITE_CONSTRAINT_FOREIGNKEY"
        raise (OwnerGone(name) if owner_gone else StoreConflict(name)) from None
    except DBAPIError as error:
        raise StoreUnavailable(error_name(error)) from None
    except PoolTimeout:
        raise StoreUnavailable("queue") from None


def error_name(error: DBAPIError) -> str:
    """SQLite's own name of what went wrong, as `SQLITE_BUSY`."""
    return str(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__))


def url_of(file: Path) -> URL:
    """How to connect to a file that is there already: SQLite shall never make one itself."""
    name = file.absolute().as_uri()
    return URL.create("sqlite+aiosqlite", database=name, query={"mode": "rw", "uri": "true"})


_WRITER_PRAGMAS = ("foreign_keys=ON", "synchronous=FULL")
_READER_PRAGMAS = ("query_only=ON",)


def _engine(
    file: Path,
    timeout_s: float,
    *,
    connections: int,
    pragmas: tuple[str, ...],
    autocommit: bool = False,
) -> AsyncEngine:
    engine = create_async_engine(
        url_of(file),
        connect_args={"timeout": timeout_s, "isolation_level": None},
        isolation_level="AUTOCOMMIT" if autocommit else None,
        skip_autocommit_rollback=autocommit,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=timeout_s,
        pool_reset_on_return=None,  # begin() ended its transaction, reading has none
        hide_parameters=True,
    )

    def set_pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", set_pragmas)
    return engine


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
