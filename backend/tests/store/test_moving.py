"""Everything moves from one store to another and back, in one go or in several."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId
from pymongo import AsyncMongoClient
from typer.testing import CliRunner

from contract.samples import (
    HOUR,
    NOON,
    OWNER,
    a_code,
    a_kept_room,
    a_kept_user,
    a_mail,
    a_profile,
    a_room,
    a_session,
    a_user,
    an_invite,
)
from ferretdb.server import FerretDB
from gethory.cli import cli
from gethory.kit.ids import hashed, new_id
from gethory.models import CodePurpose, RoomType, SessionKind
from gethory.store import moving
from gethory.store.base import StoreUnusable
from gethory.store.mongo import MongoStore
from gethory.store.moving import Kind, Movable, MoveRefused, Record, key_of, move
from gethory.store.sqlite import SqliteStore
from store import mongoose
from store.mongoose import ADA, BEN, CID, DEE

pytestmark = pytest.mark.anyio

BATCH = 20
SIZES = {
    Kind.USERS: BATCH + 14,
    Kind.ROOMS: 4,
    Kind.SESSIONS: 3,
    Kind.CODES: 2,
    Kind.MAILS: 1,
    Kind.MEMBERS: 9,
    Kind.REMOVALS: 1,
    Kind.INVITES: 2,
}


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "BATCH", BATCH)


@dataclass(frozen=True)
class Places:
    """A file and a database, and addresses of further ones."""

    folder: Path
    ferretdb: FerretDB
    sqlite: SqliteStore
    mongo: MongoStore

    def pair(self, way: str) -> tuple[Movable, Movable]:
        return (self.sqlite, self.mongo) if way == "there" else (self.mongo, self.sqlite)


@pytest.fixture
async def places(ferretdb: FerretDB, tmp_path: Path) -> AsyncIterator[Places]:
    sqlite = SqliteStore(tmp_path / "gethory.db", timeout_s=20)
    mongo = MongoStore(ferretdb.uri(), timeout_s=20)
    for store in (sqlite, mongo):
        await store.open()
    yield Places(tmp_path, ferretdb, sqlite, mongo)
    for store in (sqlite, mongo):
        await store.close()


async def _filled(store: Movable) -> None:
    """With something of every kind, and more users than fit in one batch."""
    for number in range(BATCH):
        await store.add_user(a_user(f"{number}@example.org", username=f"user{number}"))
    await store.add_user(a_user("ada@example.org", verified=True))
    ada = await store.verified_user("ada@example.org")
    assert ada is not None
    await store.change_profile(ada.id, a_profile("Ada.L", bio="Hello", avatar="one.webp"))
    for kind in (SessionKind.FULL, SessionKind.PENDING):
        await store.add_session(a_session(ada.id, kind))
    rotating = a_session(ada.id)
    await store.add_session(rotating)
    await store.rotate_session(rotating.id, 0, NOON + HOUR)
    verify, reset = (a_code(ada.id, purpose) for purpose in CodePurpose)
    await store.put_code(verify)
    await store.put_code(reset, a_mail(code=reset))
    for room_type in RoomType:
        await store.add_room(a_room(f"Über {room_type}", room_type, owner_id=ada.id))
    await _with_members(store)


async def _with_members(store: Movable) -> None:
    room = await a_kept_room(store)
    numbered, open_to_all = an_invite(room.id, "one", uses=10), an_invite(room.id, "two")
    for invite in (numbered, open_to_all):
        await store.add_invite(invite)
    people = [await a_kept_user(store, f"member{number}@example.org") for number in range(13)]
    for person in people[:10]:
        await store.use_invite(room.id, hashed("one"), person.id, NOON)
    await store.expel_member(room.id, people[0].id, NOON + HOUR)


async def _everything(store: Movable) -> dict[Kind, dict[str, Record]]:
    found: dict[Kind, dict[str, Record]] = {}
    for kind in Kind:
        keys = await store.keys(kind)
        records = [
            record
            for start in range(0, len(keys), BATCH)
            for record in await store.records(kind, keys[start : start + BATCH])
        ]
        found[kind] = {key_of(record): record for record in records}
        assert set(found[kind]) == set(keys)
    return found


def _quietly(_kind: Kind, _count: int) -> None: ...


@pytest.mark.parametrize("way", ["there", "back"])
async def test_everything_arrives_as_it_was(places: Places, way: str) -> None:
    source, target = places.pair(way)
    await _filled(source)
    told: list[tuple[Kind, int]] = []
    moved = await move(source, target, lambda kind, count: told.append((kind, count)))
    assert moved == SIZES
    assert sum(count for _, count in told) == sum(SIZES.values())
    assert await _everything(target) == await _everything(source)


@pytest.mark.parametrize("way", ["there", "back"])
async def test_it_works_there_as_before(places: Places, way: str) -> None:
    source, target = places.pair(way)
    await _filled(source)
    await move(source, target, _quietly)
    ada = await target.verified_user("ADA@example.org")
    assert ada is not None
    assert ada == await source.verified_user("ada@example.org")
    assert await target.sessions_of(ada.id) == await source.sessions_of(ada.id)
    page = await target.public_rooms(search="ÜBER")
    assert page == await source.public_rooms(search="über")
    [invite] = [
        i for i in await target.invites_of(await _circle(target), NOON) if i.uses_left is None
    ]
    newcomer = await a_kept_user(target, "newcomer@example.org")
    assert await target.use_invite(invite.room_id, invite.token_hash, newcomer.id, NOON)
    abandoned = await target.sweep(NOON, NOON + HOUR)
    assert abandoned == ()
    assert await target.registrations("0@example.org") == ()


async def _circle(store: Movable) -> str:
    return (await store.rooms_owned_by(OWNER))[0].id


@pytest.mark.parametrize("way", ["there", "back"])
@pytest.mark.parametrize("stop_at", [Kind.USERS, Kind.MEMBERS])
async def test_a_move_that_was_stopped_goes_on(places: Places, way: str, stop_at: Kind) -> None:
    source, target = places.pair(way)
    await _filled(source)

    def stop(kind: Kind, _count: int) -> None:
        if kind is stop_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await move(source, target, stop)
    assert await _everything(target) != await _everything(source)
    for _ in range(2):
        assert await move(source, target, _quietly) == SIZES
        assert await _everything(target) == await _everything(source)


@pytest.mark.parametrize("way", ["there", "back"])
async def test_a_target_with_something_of_its_own_is_refused(places: Places, way: str) -> None:
    source, target = places.pair(way)
    await a_kept_user(source)
    theirs = await a_kept_user(target, "theirs@example.org")
    with pytest.raises(MoveRefused, match=r"has users of its own \(1\): give one that is empty"):
        await move(source, target, _quietly)
    assert await target.keys(Kind.USERS) == (theirs.id,)


async def test_a_database_of_another_program_is_refused_and_left_as_it_was(
    places: Places,
) -> None:
    await a_kept_user(places.sqlite)
    uri = places.ferretdb.uri()
    mongoose.write(uri)
    before = await _as_it_is(uri)
    target = MongoStore(uri, timeout_s=20)
    with pytest.raises(StoreUnusable, match=r"has users of another program"):
        await target.open_target()
    assert await _as_it_is(uri) == before


async def _as_it_is(uri: str) -> list[tuple[str, int, list[str]]]:
    """Collections, how much is in them, and their indexes."""
    async with AsyncMongoClient[dict[str, Any]](uri) as client:
        database = client.get_default_database()
        return [
            (
                name,
                await database[name].count_documents({}),
                sorted(await database[name].index_information()),
            )
            for name in sorted(await database.list_collection_names())
        ]


async def test_a_file_of_another_program_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "songs.db"
    with closing(sqlite3.connect(file)) as songs:
        songs.execute("CREATE TABLE songs (name TEXT)")
    file.chmod(0o644)
    before = file.read_bytes()
    with pytest.raises(StoreUnusable, match=r"is not a database of Gethory"):
        await SqliteStore(file).open_target()
    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("way", ["there", "back"])
async def test_names_that_went_from_one_to_another_since_a_stop_are_said_in_a_sentence(
    places: Places, way: str
) -> None:
    source, target = places.pair(way)
    ann = a_user("ann@example.org", username="star")
    ben = a_user("ben@example.org", username="moon")
    for user in (ann, ben):
        await source.add_user(user)
    await move(source, target, _quietly)
    for user, username in ((ann, "sun"), (ben, "star"), (ann, "moon")):
        await source.change_profile(user.id, a_profile(username))
    with pytest.raises(MoveRefused, match="The users have changed since a move that was stopped"):
        await move(source, target, _quietly)


async def test_leftovers_of_an_account_that_is_gone_stay_behind(places: Places) -> None:
    user, room = await a_kept_user(places.mongo), await a_kept_room(places.mongo)
    database = places.mongo._database
    gone = {"userId": ObjectId(new_id())}
    session = a_session(user.id)
    await places.mongo.add_session(session)
    left = await database.sessions.find_one({})
    assert left is not None
    await database.sessions.insert_one({**left, "_id": ObjectId(), **gone})
    member = {
        "_id": f"{room.id}:gone",
        "roomId": ObjectId(room.id),
        "role": "speaker",
        "since": NOON,
    }
    await database.members.insert_one({**member, **gone})
    moved = await move(places.mongo, places.sqlite, _quietly)
    assert (moved[Kind.SESSIONS], moved[Kind.MEMBERS]) == (1, 0)
    assert await places.sqlite.keys(Kind.SESSIONS) == (session.id,)


async def test_accounts_of_the_earlier_server_go_on_in_a_file_and_come_back(
    places: Places,
) -> None:
    uri, back = places.ferretdb.uri(), MongoStore(places.ferretdb.uri(), timeout_s=20)
    mongoose.write(uri)
    source = MongoStore(uri, timeout_s=20)
    for store in (source, back):
        await store.open()
    await move(source, places.sqlite, _quietly)
    await move(places.sqlite, back, _quietly)
    assert await _everything(back) == await _everything(source)
    for moved in (places.sqlite, back):
        await moved.sweep(NOON, NOON)
        assert await moved.user_by_id(str(DEE["_id"])) is not None
        for one, username in ((ADA, "ada"), (CID, "Ada")):
            changed = await moved.change_profile(str(one["_id"]), a_profile(username))
            assert changed is not None
            assert changed.username == username
        ben = await moved.user_by_id(str(BEN["_id"]))
        assert ben is not None
        assert ben.password_hash == BEN["password"]
    for store in (source, back):
        await store.close()


def _migrate(source: str, target: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from gethory.cli import main; main()", "migrate"]
    command = [*program, "--from", source, "--to", target]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=50)


async def test_the_command_moves_and_says_how_much(places: Places) -> None:
    await _filled(places.sqlite)
    await places.sqlite.close()
    file, uri = f"sqlite:///{places.folder / 'gethory.db'}", places.ferretdb.uri()
    done = _migrate(file, uri)
    assert (done.returncode, done.stderr) == (0, "")
    counts = {
        kind: int(count) for kind, count in re.findall(r"^  (\w+) +(\d+)$", done.stdout, re.M)
    }
    assert counts == SIZES
    back = _migrate(uri, f"sqlite:///{places.folder / 'back.db'}")
    assert back.returncode == 0
    again = SqliteStore(places.folder / "back.db", timeout_s=20)
    for store in (again, places.sqlite):
        await store.open()
    assert await _everything(again) == await _everything(places.sqlite)
    await again.close()


def test_what_cannot_be_moved_is_said_in_one_sentence(ferretdb: FerretDB, tmp_path: Path) -> None:
    empty, missing = tmp_path / "empty.db", tmp_path / "missing.db"
    empty.touch()
    refusals = {
        f"sqlite:///{missing}": f"There is no database {missing}.",
        f"sqlite:///{empty}": "There is nothing to move: the database to move from is empty.",
        "postgres://h/x": "DB_URI must be sqlite:/// and the path of a file, "
        "or mongodb:// and a server.",
    }
    for source, sentence in refusals.items():
        assert _refusal(source, ferretdb.uri()) == sentence
    assert not missing.exists()
    same = f"sqlite:///{empty}"
    assert _refusal(same, same) == "Both are the same database."
    other_way = f"sqlite:///{empty.parent / 'x' / '..' / empty.name}"
    assert _refusal(same, other_way) == "Both are the same database."


def test_addresses_with_passwords_need_not_stand_where_everybody_sees_them(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    given = {"MIGRATE_FROM": f"sqlite:///{empty}", "MIGRATE_TO": f"sqlite:///{tmp_path / 'b.db'}"}
    done = CliRunner().invoke(cli, ["migrate"], env=given)
    assert "There is nothing to move" in done.stderr


def _refusal(source: str, target: str) -> str:
    done = CliRunner().invoke(cli, ["migrate", "--from", source, "--to", target])
    assert (done.exit_code, done.stdout) == (1, "")
    return done.stderr.removeprefix("gethory: ").strip()
