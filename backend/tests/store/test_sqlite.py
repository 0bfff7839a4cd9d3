"""What only the SQLite store promises: its file, its deadline and its words in trouble."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from contract.samples import NOON, a_kept_user, a_room, a_user
from gethory.store.base import StoreUnavailable, StoreUnusable
from gethory.store.sqlite import SqliteStore, sqlite_file
from gethory.store.sqlite.database import Database

pytestmark = pytest.mark.anyio

TIMEOUT_S = 0.5
SLACK_S = 1.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "gethory.db"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(file, timeout_s=20)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
async def hasty(file: Path) -> AsyncIterator[SqliteStore]:
    """A store on the same file that gives up early."""
    store = SqliteStore(file, timeout_s=TIMEOUT_S)
    await store.open()
    yield store
    await store.close()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Somebody else is writing, and takes their time."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def now_s() -> float:
    return asyncio.get_running_loop().time()


async def test_the_files_are_for_their_owner_only(store: SqliteStore, file: Path) -> None:
    await a_kept_user(store)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == dict.fromkeys(("gethory.db", "gethory.db-wal", "gethory.db-shm"), 0o600)


async def test_a_file_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "gethory.db"
    file.touch(mode=0o644)
    store = SqliteStore(file)
    await store.open()
    await store.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_path_of_odd_characters_is_that_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "a b#c?d%20é" / "gethory.db")
    await store.open()
    await store.ping()
    await store.close()
    assert (tmp_path / "a b#c?d%20é" / "gethory.db").stat().st_size > 0


async def test_every_write_reaches_the_disk_before_it_is_answered(store: SqliteStore) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    assert [await _pragma(store, name) for name in pragmas] == ["wal", 2, 1]


async def _pragma(store: SqliteStore, name: str) -> object:
    return (await store._database.write(text(f"PRAGMA {name}")))[0][0]


async def test_a_file_where_the_folder_should_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.touch()
    with pytest.raises(StoreUnusable, match=f"The folder {folder} .* cannot be written"):
        await SqliteStore(folder / "gethory.db").open()


async def test_a_folder_that_cannot_be_written_is_named() -> None:
    folder = Path("/proc/gethory")  # not even root may write there
    with pytest.raises(StoreUnusable, match=f"The folder {folder} "):
        await SqliteStore(folder / "gethory.db").open()


async def test_another_kind_of_file_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "gethory.db"
    file.write_text("Dear diary, " * 100)
    with pytest.raises(StoreUnusable, match=f"The file {file} is not a database of Gethory"):
        await SqliteStore(file).open()
    assert file.read_text() == "Dear diary, " * 100


async def test_a_folder_where_the_file_should_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be written"):
        await SqliteStore(tmp_path).open()


async def test_a_database_that_stays_locked_at_the_start_is_said_in_a_sentence(
    tmp_path: Path,
) -> None:
    file = tmp_path / "gethory.db"
    file.touch()
    store = SqliteStore(file, patience_s=0.1)
    with locked(file), pytest.raises(StoreUnusable, match="in use by another program"):
        await store.open()


async def test_a_write_into_a_locked_database_is_unavailable_in_time(
    hasty: SqliteStore, file: Path
) -> None:
    with locked(file):
        before = now_s()
        with pytest.raises(StoreUnavailable):
            await hasty.add_user(a_user())
        assert TIMEOUT_S * 0.9 <= now_s() - before <= TIMEOUT_S + SLACK_S
    await a_kept_user(hasty)


async def test_many_waiting_writes_are_all_answered_in_time(hasty: SqliteStore, file: Path) -> None:
    writes = [hasty.add_user(a_user()) for _ in range(20)]
    with locked(file):
        before = now_s()
        answers = await asyncio.gather(*writes, return_exceptions=True)
        assert now_s() - before <= TIMEOUT_S + SLACK_S
    assert {type(answer) for answer in answers} == {StoreUnavailable}


async def test_a_write_that_was_given_up_does_not_happen_later(
    hasty: SqliteStore, store: SqliteStore, file: Path
) -> None:
    writes = [hasty.add_user(a_user()) for _ in range(5)]
    with locked(file):
        await asyncio.gather(*writes, return_exceptions=True)
    await hasty.close()
    assert await store.registrations("ada@example.org") == ()


async def test_reading_goes_on_while_somebody_writes(store: SqliteStore, file: Path) -> None:
    user = await a_kept_user(store)
    with locked(file):
        assert await store.user_by_id(user.id) == user
        await store.ping()


async def test_a_disk_that_hangs_is_unavailable_in_time(store: SqliteStore, file: Path) -> None:
    answers_again = threading.Event()

    def hang(connection: Any, _record: object) -> None:
        connection.create_function("hang", 0, answers_again.wait)

    database = Database(file, TIMEOUT_S)
    event.listen(database._reader.sync_engine, "connect", hang)
    before = now_s()
    with pytest.raises(StoreUnavailable, match="deadline"):
        await database.read(text("SELECT hang()"))
    assert now_s() - before <= TIMEOUT_S + SLACK_S
    answers_again.set()
    assert (await database.read(text("SELECT hang()")))[0][0] == 1
    await database.close()


async def test_a_full_disk_is_unavailable_for_writing_until_there_is_room(
    store: SqliteStore,
) -> None:
    user = await a_kept_user(store)
    await store._database.write(text("PRAGMA max_page_count = 1"))  # as many as there are now
    with pytest.raises(StoreUnavailable, match="SQLITE_FULL"):
        await asyncio.gather(*(store.add_room(a_room("x" * 4000)) for _ in range(20)))
    assert await store.user_by_id(user.id) == user
    await store._database.write(text("PRAGMA max_page_count = 100000"))
    room = a_room("x" * 4000)
    await store.add_room(room)
    assert await store.room_by_id(room.id) == room


async def test_a_damaged_file_is_unavailable_and_says_nothing_of_the_driver(file: Path) -> None:
    store = SqliteStore(file)
    await store.open()
    _damage(file)
    for work in (store.ping(), store.add_user(a_user()), store.public_rooms()):
        with pytest.raises(StoreUnavailable) as unavailable:
            await work
        assert str(unavailable.value) == "SQLITE_NOTADB"
        assert unavailable.value.__cause__ is None
        assert unavailable.value.__suppress_context__
    await store.close()
    await _threads_ended()


async def _threads_ended() -> None:
    """A connection that failed leaves its thread to end by itself, with a last word to the loop."""
    deadline = now_s() + 5
    while any("_connection_worker_thread" in thread.name for thread in threading.enumerate()):
        assert now_s() < deadline, "a thread of the driver is still there"
        await asyncio.sleep(0.005)


def _damage(file: Path) -> None:
    file.write_bytes(b"x" * 8192)


async def test_a_lost_file_is_unavailable_and_not_made_anew(file: Path) -> None:
    store = SqliteStore(file)
    await store.open()
    for path in file.parent.iterdir():
        path.unlink()
    with pytest.raises(StoreUnavailable):
        await store.ping()
    assert list(file.parent.iterdir()) == []
    await store.close()
    await _threads_ended()


async def test_a_caller_who_leaves_does_not_break_the_store(store: SqliteStore) -> None:
    room = a_room()
    caller = asyncio.create_task(store.add_room(room))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    user = await a_kept_user(store)
    assert await store.user_by_id(user.id) == user
    assert await store.room_by_id(room.id) == room


async def test_closing_lets_what_is_running_come_to_its_end(file: Path) -> None:
    store = SqliteStore(file)
    await store.open()
    user = a_user(at=NOON)
    adding = asyncio.create_task(store.add_user(user))
    await asyncio.sleep(0)
    await store.close()
    await adding
    await store.open()
    assert await store.user_by_id(user.id) == user
    await store.close()


def test_a_database_uri_names_a_file() -> None:
    assert sqlite_file("sqlite:///data/gethory.db") == Path("data/gethory.db")
    assert sqlite_file("sqlite:////srv/gethory.db") == Path("/srv/gethory.db")


@pytest.mark.parametrize("uri", ["", "sqlite://", "sqlite:///", "postgres://db", "gethory.db"])
def test_another_database_uri_is_refused_in_a_sentence(uri: str) -> None:
    with pytest.raises(StoreUnusable, match="DB_URI"):
        sqlite_file(uri)
