"""What only the MongoDB store promises: its deadline, its words in trouble, many at once."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pymongo import AsyncMongoClient

from contract.samples import (
    NOON,
    a_code,
    a_kept_room,
    a_kept_user,
    a_room,
    a_session,
    a_user,
    an_invite,
)
from ferretdb.server import FerretDB
from gethory.kit.ids import hashed
from gethory.models import CodePurpose
from gethory.store.base import INVITES_MAX, ClaimOutcome, StoreUnavailable, StoreUnusable
from gethory.store.mongo import MongoStore
from scenarios.server import free_port

pytestmark = [
    pytest.mark.anyio,
    # PyMongo 4.20 leaves a socket to the collector when it is cancelled while it connects.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

TIMEOUT_S = 0.5
SLACK_S = 1.0


@pytest.fixture(autouse=True)
def _no_socket_is_left_to_other_tests() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def uri(ferretdb: FerretDB) -> str:
    return ferretdb.uri()


@pytest.fixture
async def store(uri: str) -> AsyncIterator[MongoStore]:
    store = MongoStore(uri, timeout_s=20)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[FerretDB]:
    """A server that a test may freeze or kill."""
    database = FerretDB(tmp_path / "ferretdb")
    database.start()
    yield database
    database.stop()


@pytest.fixture
async def hasty(own_database: FerretDB) -> AsyncIterator[MongoStore]:
    """A store on it that gives up early."""
    store = MongoStore(own_database.uri("gethory"), timeout_s=TIMEOUT_S)
    await store.open()
    yield store
    own_database.thaw()
    await store.close()


def now_s() -> float:
    return asyncio.get_running_loop().time()


async def _unavailable_in_time(store: MongoStore) -> None:
    """Every kind of question ends in time, many at once too."""
    before = now_s()
    asked = [
        store.ping(),
        store.add_user(a_user()),
        store.user_by_id("0" * 24),
        store.public_rooms(),
        store.sweep(NOON, NOON),
        *(store.verified_user("ada@example.org") for _ in range(50)),
    ]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(answer) for answer in answers} == {StoreUnavailable}
    assert now_s() - before <= TIMEOUT_S + SLACK_S


async def _well_again(store: MongoStore) -> None:
    deadline = now_s() + 10
    while True:
        try:
            return await store.ping()
        except StoreUnavailable:
            assert now_s() < deadline, "the store did not come back"


async def test_a_frozen_server_is_unavailable_in_time_and_well_again_afterwards(
    hasty: MongoStore, own_database: FerretDB
) -> None:
    user = await a_kept_user(hasty)
    own_database.freeze()
    for _ in range(2):
        await _unavailable_in_time(hasty)
    own_database.thaw()
    await _well_again(hasty)
    assert await hasty.user_by_id(user.id) == user


async def test_a_server_that_is_gone_is_unavailable_in_time_and_well_again_afterwards(
    hasty: MongoStore, own_database: FerretDB
) -> None:
    user = await a_kept_user(hasty)
    own_database.kill()
    for _ in range(2):
        await _unavailable_in_time(hasty)
    own_database.start()
    await _well_again(hasty)
    assert await hasty.user_by_id(user.id) == user


async def test_what_goes_wrong_is_said_without_a_word_of_the_driver(
    hasty: MongoStore, own_database: FerretDB
) -> None:
    own_database.kill()
    with pytest.raises(StoreUnavailable) as unavailable:
        await hasty.add_user(a_user("ada@example.org"))
    assert str(unavailable.value).isalpha()
    assert unavailable.value.__cause__ is None
    assert unavailable.value.__suppress_context__


@pytest.mark.parametrize("password", ["pa%2Fss", "pa#ss", "p%40ss", "pass"])
async def test_no_part_of_a_password_is_in_the_sentence(password: str) -> None:
    port = free_port()
    uri = f"mongodb://gethory:{password}@127.0.0.1:{port}/gethory?appName=a"
    with pytest.raises(StoreUnusable) as unusable:
        await MongoStore(uri, timeout_s=0.1, patience_s=0.1).open()
    assert str(unusable.value) == f"The database at 127.0.0.1:{port} does not answer."


async def test_a_server_that_does_not_answer_at_the_start_is_said_in_a_sentence() -> None:
    port = free_port()
    store = MongoStore(f"mongodb://ada:geheim@127.0.0.1:{port}/x", timeout_s=0.2, patience_s=0.5)
    with pytest.raises(StoreUnusable) as unusable:
        await store.open()
    assert str(unusable.value) == f"The database at 127.0.0.1:{port} does not answer."


async def test_a_server_that_comes_a_little_later_is_waited_for(tmp_path: Path) -> None:
    database = FerretDB(tmp_path / "ferretdb")
    database.start()
    database.kill()
    store = MongoStore(database.uri("gethory"), timeout_s=0.2)
    opening = asyncio.create_task(store.open())
    await asyncio.sleep(0)
    await asyncio.to_thread(database.start)
    await opening
    await store.ping()
    await store.close()
    database.stop()


@pytest.mark.parametrize(
    "uri",
    ["mongodb://", "mongodb://h:port/x", "mongodb://u:p@@h/x"],
)
async def test_what_is_no_address_is_said_in_a_sentence(uri: str) -> None:
    with pytest.raises(StoreUnusable, match="DB_URI is not a valid address"):
        await MongoStore(uri, patience_s=0.1).open()


async def test_four_that_open_a_fresh_database_at_once_all_work(uri: str) -> None:
    stores = [MongoStore(uri, timeout_s=20) for _ in range(4)]
    await asyncio.gather(*(store.open() for store in stores))
    user = await a_kept_user(stores[0])
    assert [await store.user_by_id(user.id) for store in stores] == [user] * 4
    for store in stores:
        await store.close()


async def test_ids_are_object_ids_in_the_database(store: MongoStore, uri: str) -> None:
    user, room = await a_kept_user(store), await a_kept_room(store)
    session = a_session(user.id)
    await store.add_session(session)
    async with AsyncMongoClient[dict[str, object]](uri) as client:
        database = client.get_default_database()
        for name, kept in (("users", user), ("rooms", room), ("sessions", session)):
            [document] = await database[name].find({}).to_list()
            assert type(document["_id"]).__name__ == "ObjectId"
            assert str(document["_id"]) == kept.id


async def test_a_caller_who_leaves_does_not_break_the_store(store: MongoStore) -> None:
    room = a_room()
    caller = asyncio.create_task(store.add_room(room))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    user = await a_kept_user(store)
    assert await store.user_by_id(user.id) == user
    await store.close()
    await store.open()
    assert await store.room_by_id(room.id) == room


async def test_closing_lets_what_is_running_come_to_its_end(store: MongoStore) -> None:
    user = a_user()
    adding = asyncio.create_task(store.add_user(user))
    await asyncio.sleep(0)
    await store.close()
    await adding
    await store.open()
    assert await store.user_by_id(user.id) == user


async def test_many_questions_of_one_kind_are_few_to_the_server(store: MongoStore) -> None:
    users = [await a_kept_user(store) for _ in range(20)]
    asked: list[tuple[object, ...]] = []
    collection = store._database.users
    find = collection.find

    def counted(*what: object, **how: object) -> object:
        asked.append(what)
        return find(*what, **how)

    collection.find = counted  # type: ignore[method-assign,assignment] # to look over its shoulder
    found = await asyncio.gather(*(store.user_by_id(user.id) for user in users))
    assert found == users
    assert len(asked) <= 2


async def test_twenty_tries_at_once_are_not_more_than_five(store: MongoStore) -> None:
    """The right one is the last of twenty: whether it counts is decided by those before it."""
    user = await a_kept_user(store)
    await store.put_code(a_code(user.id, code="123456"))
    codes = [*("000000",) * 19, "123456"]
    tries = (
        store.claim_code(user.id, CodePurpose.VERIFY, hashed(code), inside=True, at=NOON)
        for code in codes
    )
    outcomes = await asyncio.gather(*tries)
    assert outcomes.count(ClaimOutcome.RIGHT) <= 1
    again = await store.claim_code(
        user.id, CodePurpose.VERIFY, hashed("123456"), inside=True, at=NOON
    )
    assert again is ClaimOutcome.WRONG


async def test_of_many_invites_made_at_once_no_more_are_kept_than_a_room_may_have(
    store: MongoStore,
) -> None:
    room = await a_kept_room(store)
    for number in range(INVITES_MAX - 3):
        assert await store.add_invite(an_invite(room.id, f"before {number}"))
    more = [an_invite(room.id, f"at once {number}") for number in range(10)]
    kept = await asyncio.gather(*map(store.add_invite, more))
    live = {invite.id for invite in await store.invites_of(room.id, NOON)}
    assert len(live) <= INVITES_MAX
    assert {invite.id for invite, was in zip(more, kept, strict=True) if was} <= live


def test_a_server_on_a_file_never_reads_the_driver() -> None:
    program = "import sys, gethory.app; print('pymongo' in sys.modules or 'bson' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"False\n"
