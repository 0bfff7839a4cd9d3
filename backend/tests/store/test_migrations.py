"""The steps of the schema: they lead to the tables, once, whoever comes first."""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine

from contract.samples import (
    HOUR,
    NOON,
    a_code,
    a_kept_user,
    a_mail,
    a_profile,
    a_room,
    a_session,
    an_invite,
)
from gethory.models import CodePurpose, Room, User
from gethory.store.base import StoreUnusable
from gethory.store.sqlite import SqliteStore
from gethory.store.sqlite.schema import HEAD
from gethory.store.sqlite.tables import metadata

pytestmark = pytest.mark.anyio

OPEN = """
import asyncio, pathlib, sys
from gethory.store.sqlite import SqliteStore

async def main() -> None:
    store = SqliteStore(pathlib.Path(sys.argv[1]))
    await store.open()
    await store.ping()
    await store.close()
    print("alembic" in sys.modules)

asyncio.run(main())
"""


async def _opened(file: Path) -> None:
    store = SqliteStore(file)
    await store.open()
    await store.close()


async def _opened_elsewhere(file: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OPEN, file, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode().strip()


def _schema(file: Path) -> dict[str, str]:
    """Every table and index, spelled without what SQLite does not mind."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL"
        )
        return {name: re.sub(r"\s+", " ", sql) for name, sql in rows}


async def test_the_steps_lead_to_exactly_the_tables(tmp_path: Path) -> None:
    await _opened(tmp_path / "stepped.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(engine)
    engine.dispose()
    assert _schema(tmp_path / "stepped.db") == _schema(tmp_path / "made.db")


def test_the_newest_step_is_the_one_the_store_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", "gethory.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


async def test_a_file_of_the_first_version_keeps_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "gethory.db"
    _stepped_to("0001", file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO rooms VALUES ('5f', 'Tea', 'tea', 'group', '6f', '[\"6f\"]', 1000, 2000)"
        )
        connection.commit()
    store = SqliteStore(file)
    await store.open()
    room = await store.room_by_id("5f")
    assert room is not None
    assert (room.topic, room.owner_id, room.speaker_ids) == ("Tea", "6f", ("6f",))
    assert await store.add_invite(an_invite(room.id, created_by="6f"))
    await store.close()


def _stepped_to(revision: str, file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "gethory.store:migrations")
        command.upgrade(config, revision)
    engine.dispose()


async def test_two_programs_that_open_a_fresh_file_at_once_both_succeed(tmp_path: Path) -> None:
    file = tmp_path / "gethory.db"
    loaded_alembic = await asyncio.gather(*(_opened_elsewhere(file) for _ in range(2)))
    assert "True" in loaded_alembic
    assert await _opened_elsewhere(file) == "False"


async def test_a_file_that_is_up_to_date_is_opened_without_alembic(tmp_path: Path) -> None:
    file = tmp_path / "gethory.db"
    await _opened(file)
    assert await _opened_elsewhere(file) == "False"


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "gethory.db"
    await _opened(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = _schema(file)
    with pytest.raises(StoreUnusable, match="newer version"):
        await SqliteStore(file).open()
    assert _schema(file) == before


async def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "gethory.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE rooms (in_the_way TEXT)")
        connection.commit()
    before = _schema(file)
    with pytest.raises(StoreUnusable):
        await SqliteStore(file).open()
    assert _schema(file) == before


async def test_opening_leaves_the_loggers_as_they_are(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("alembic").level)
    await _opened(tmp_path / "gethory.db")
    assert (root.level, list(root.handlers), logging.getLogger("alembic").level) == before


@pytest.fixture
def statements() -> Iterator[list[tuple[str, object]]]:
    """Every statement that runs, with its values."""
    seen: list[tuple[str, object]] = []

    def remember(*heard: object) -> None:
        seen.append((str(heard[2]), heard[3]))

    event.listen(Engine, "before_cursor_execute", remember)
    yield seen
    event.remove(Engine, "before_cursor_execute", remember)


async def test_no_question_reads_a_whole_table(
    tmp_path: Path, statements: list[tuple[str, object]]
) -> None:
    store = SqliteStore(tmp_path / "gethory.db")
    await store.open()
    statements.clear()
    await _everything(store)
    await store.close()
    questions = [(sql, values) for sql, values in statements if re.match("SELECT|UPD|DEL", sql)]
    assert len(questions) > 20
    for sql, values in questions:
        assert not _scanned(tmp_path / "gethory.db", sql, values), sql


def _scanned(file: Path, sql: str, values: object) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[arg-type] # as the driver got them
        tables = metadata.tables
        return [row[3] for row in plan if row[3].startswith(tuple(f"SCAN {t}" for t in tables))]


async def _everything(store: SqliteStore) -> None:
    user = await a_kept_user(store)
    session, code = a_session(user.id), a_code(user.id)
    room = a_room("talk")
    await store.add_session(session)
    await store.put_code(code)
    for at in (NOON, NOON + HOUR):
        await store.add_room(a_room("talk", at=at))
    await store.users_by_ids((user.id,))
    await store.verified_user(user.email)
    await store.registrations(user.email)
    await store.count_codes_since(user.email, NOON)
    await store.verify_user(user.id, NOON)
    await store.change_profile(user.id, a_profile("ada"))
    await store.change_password(user.id, "hash", NOON, before="a hash")
    await store.reset_password("a token", "hash", NOON)
    await store.code_by_token(code.token_hash)
    await _everything_about_mails(store, user)
    await store.claim_code(user.id, CodePurpose.VERIFY, "", inside=True, at=NOON)
    await store.session_by_id(session.id)
    await store.sessions_of(user.id)
    await store.rotate_session(session.id, 0, NOON)
    await store.see_sessions({session.id: NOON + HOUR})
    await store.end_session(session.id)
    await store.end_sessions_of(user.id)
    await store.room_by_id(room.id)
    await store.rooms_by_ids((room.id,))
    page = await store.public_rooms(limit=1, search="talk")
    await store.public_rooms(cursor=page.next_cursor)
    await store.rooms_owned_by(user.id)
    await _everything_about_members(store, user, page.rooms[0])
    await store.sweep(NOON, NOON)


async def _everything_about_mails(store: SqliteStore, user: User) -> None:
    code = a_code(user.id, CodePurpose.RESET)
    mail = a_mail(code=code)
    await store.put_code(code, mail)
    assert await store.claim_mail(NOON, NOON + HOUR) is not None
    await store.next_mail_at()
    await store.count_mails(NOON)
    await store.waiting_mails(NOON)
    await store.delay_mail(mail.id, 1, NOON)
    await store.settle_mail(mail, NOON + HOUR)
    await store.drop_mail(mail.id)
    await store.expire_mails(NOON)


async def _everything_about_members(store: SqliteStore, user: User, room: Room) -> None:
    invite = an_invite(room.id, created_by=room.owner_id)
    assert await store.add_invite(invite)
    await store.invites_of(room.id, NOON)
    await store.use_invite(room.id, invite.token_hash, user.id, NOON)
    await store.member(room.id, user.id)
    await store.room_and_member(room.id, user.id)
    await store.members_of(room.id)
    await store.rooms_of_member(user.id)
    await store.remove_member(room.id, user.id)
    await store.use_invite(room.id, invite.token_hash, user.id, NOON)
    await store.expel_member(room.id, user.id, NOON)
    await store.revoke_invite(room.id, invite.id)
