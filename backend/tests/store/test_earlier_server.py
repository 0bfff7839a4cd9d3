"""A database of the earlier server is usable as it is, and nothing in it is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo import MongoClient

from contract.samples import NOON, a_profile, a_user
from ferretdb.server import FerretDB
from gethory.errors import UsernameTaken
from gethory.kit.ids import new_id
from gethory.models import RoomType
from gethory.store.base import StoreUnusable
from gethory.store.mongo import MongoStore, earlier
from store import mongoose
from store.mongoose import (
    ADA,
    ADA_AGAIN,
    BEGAN,
    BEN,
    BY_ANOTHER_NAME,
    CID,
    CIRCLE,
    DEE,
    EMPTY,
    NOBODY,
    ODD,
    OLD,
    SECRET,
    TALK,
    read,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
def uri(ferretdb: FerretDB) -> str:
    uri = ferretdb.uri()
    mongoose.write(uri)
    return uri


@pytest.fixture
async def store(uri: str) -> AsyncIterator[MongoStore]:
    store = MongoStore(uri, timeout_s=20)
    await store.open()
    yield store
    await store.close()


def _id(document: dict[str, Any]) -> str:
    return str(document["_id"])


async def test_an_account_is_there_with_everything_it_had(store: MongoStore) -> None:
    ada = await store.verified_user("ADA@Example.org")
    assert ada is not None
    assert (ada.id, ada.email, ada.name, ada.username) == (
        _id(ADA),
        "ada@example.org",
        "Ada",
        "ada",
    )
    assert (ada.password_hash, ada.avatar, ada.bio) == (ADA["password"], ADA["avatar"], "")
    assert (ada.verified, ada.profile_completed) == (True, True)
    assert (ada.created_at, ada.updated_at) == (ADA["createdAt"], ADA["updatedAt"])


async def test_an_account_without_username_and_times_is_one_too(store: MongoStore) -> None:
    ben, old = await store.user_by_id(_id(BEN)), await store.verified_user("old@example.org")
    assert ben is not None
    assert (ben.name, ben.username, ben.profile_completed) == (None, None, False)
    assert old is not None
    assert (old.avatar, old.created_at, old.updated_at) == (
        None,
        *[mongoose.BEGAN.replace(microsecond=0)] * 2,
    )


async def test_usernames_that_repeat_keep_working_and_new_ones_are_unique(
    store: MongoStore,
) -> None:
    for one, username in ((ADA, "ada"), (CID, "Ada")):
        changed = await store.change_profile(_id(one), a_profile(username, name="Changed"))
        assert changed is not None
        assert (changed.name, changed.username) == ("Changed", username)
    for username in ("ada", "ADA", "other"):
        with pytest.raises(UsernameTaken):
            await store.change_profile(_id(BEN), a_profile(username))
    with pytest.raises(UsernameTaken):
        await store.change_profile(_id(CID), a_profile("other"))
    changed = await store.change_profile(_id(CID), a_profile("cid"))
    assert changed is not None
    with pytest.raises(UsernameTaken):
        await store.change_profile(_id(CID), a_profile("ada"))


async def test_of_two_accounts_with_one_address_the_older_owns_it(store: MongoStore) -> None:
    owner = await store.verified_user("ada@example.org")
    assert owner is not None
    assert owner.id == _id(ADA)
    [other] = await store.registrations("ada@example.org")
    assert (other.id, other.verified) == (_id(ADA_AGAIN), False)
    assert await store.verify_user(_id(ADA_AGAIN), NOON) is None


async def test_who_never_verified_is_not_swept_and_may_verify_now(store: MongoStore) -> None:
    new = a_user("new@example.org", at=NOON - timedelta(days=30))
    await store.add_user(new)
    await store.sweep(NOON, NOON)
    assert await store.user_by_id(new.id) is None
    assert await store.user_by_id(_id(DEE)) is not None
    assert await store.user_by_id(_id(ADA_AGAIN)) is not None
    verified = await store.verify_user(_id(DEE), NOON)
    assert verified is not None
    assert verified.user.verified


async def test_an_address_may_be_registered_many_times_here_too(store: MongoStore) -> None:
    for _ in range(2):
        await store.add_user(a_user("dee@example.org"))
    assert len(await store.registrations("dee@example.org")) == 3


async def test_rooms_are_listed_and_found(store: MongoStore) -> None:
    page = await store.public_rooms()
    assert [room.id for room in page.rooms] == [_id(BY_ANOTHER_NAME), _id(EMPTY), _id(TALK)]
    [found] = (await store.public_rooms(search="über")).rooms
    assert (found.id, found.owner_id) == (_id(TALK), _id(ADA))
    assert found.speaker_ids == (_id(ADA), str(NOBODY))
    assert (found.created_at, found.updated_at) == (TALK["createdAt"], TALK["updatedAt"])
    owned = await store.rooms_owned_by(_id(ADA))
    assert [room.room_type for room in owned] == [RoomType.PRIVATE, RoomType.PUBLIC]
    assert [room.id for room in await store.rooms_owned_by(_id(CID))] == [_id(CIRCLE)]


async def test_a_room_of_an_unknown_type_or_shape_belongs_to_its_owner_alone(
    store: MongoStore,
) -> None:
    odd, empty = await store.room_by_id(_id(ODD)), await store.room_by_id(_id(EMPTY))
    assert odd is not None
    assert (odd.room_type, odd.owner_id) == (RoomType.PRIVATE, _id(BEN))
    assert empty is not None
    assert empty.speaker_ids == (_id(BEN),)
    whose = await store.room_by_id(_id(BY_ANOTHER_NAME))
    assert whose is not None
    assert whose.owner_id == _id(BEN)


async def test_its_sessions_and_codes_are_over(store: MongoStore, uri: str) -> None:
    assert await store.sessions_of(_id(ADA)) == ()
    assert mongoose.read(uri, "sessions") == mongoose.read(uri, "verification_codes") == {}


async def test_nothing_that_stood_there_is_changed(store: MongoStore, uri: str) -> None:
    now = mongoose.read(uri, "users") | mongoose.read(uri, "rooms")
    for before in (ADA, BEN, CID, DEE, ADA_AGAIN, OLD, TALK, SECRET, CIRCLE, BY_ANOTHER_NAME):
        assert before.items() <= now[before["_id"]].items()


async def test_a_second_start_changes_nothing(store: MongoStore, uri: str) -> None:
    before = mongoose.read(uri, "users"), mongoose.read(uri, "rooms")
    await store.close()
    await store.open()
    assert (mongoose.read(uri, "users"), mongoose.read(uri, "rooms")) == before


async def test_many_are_made_usable_in_batches_by_whoever_starts(
    uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "BATCH", 20)
    more = [
        {"_id": ObjectId(new_id()), "email": f"{n}@example.org", "password": "x", "verified": True}
        for n in range(earlier.BATCH + 5)
    ]
    with MongoClient[dict[str, Any]](uri) as client:
        client.get_default_database()["users"].insert_many(more)
    stores = [MongoStore(uri, timeout_s=20) for _ in range(2)]
    await asyncio.gather(*(store.open() for store in stores))
    for n in (0, earlier.BATCH + 4):
        assert await stores[0].verified_user(f"{n}@example.org") is not None
    for store in stores:
        await store.close()


@pytest.mark.parametrize(
    "odd",
    [
        {"email": None, "username": 7, "name": [], "avatar": {}, "verified": "yes"},
        {"email": "x@example.org", "avatar": "https://elsewhere.example.org/a/b.png", "bio": 3},
        {},
    ],
)
async def test_an_account_of_any_shape_does_no_harm(uri: str, odd: dict[str, Any]) -> None:
    key = ObjectId()
    with MongoClient[dict[str, Any]](uri) as client:
        client.get_default_database()["users"].insert_one({"_id": key, **odd})
        client.get_default_database()["rooms"].insert_one({"speakers": "none", "topic": None})
    store = MongoStore(uri, timeout_s=20)
    await store.open()
    user = await store.user_by_id(str(key))
    assert user is not None
    assert user.avatar in {None, "b.png"}
    assert len((await store.public_rooms()).rooms) == 3
    await store.close()


@pytest.mark.parametrize(
    ("collection", "document"),
    [
        ("sessions", {"_id": "3hQk", "expires": BEGAN, "session": "{}"}),
        ("verification_codes", {"phone": "555", "code": "1234"}),
    ],
)
async def test_what_another_program_keeps_in_the_same_place_is_refused_and_stays(
    uri: str, collection: str, document: dict[str, Any]
) -> None:
    with MongoClient[dict[str, Any]](uri) as client:
        client.get_default_database()[collection].insert_one(dict(document))
    before = read(uri, collection)
    with pytest.raises(StoreUnusable, match=f"has {collection} of another program"):
        await MongoStore(uri, timeout_s=20).open()
    assert read(uri, collection) == before


@pytest.mark.parametrize(
    ("collection", "document"),
    [
        ("users", {"email": "ada@example.org", "passwordHash": "x", "roles": ["admin"]}),
        ("users", {"login": "ada", "password": "x"}),
        ("users", {"_id": 7, "name": "Ada"}),
        ("rooms", {"number": 12, "beds": 2}),
        ("rooms", {"topic": None, "messages": []}),
    ],
)
async def test_people_and_rooms_of_another_program_are_refused_and_stay(
    ferretdb: FerretDB, collection: str, document: dict[str, Any]
) -> None:
    uri = ferretdb.uri()
    with MongoClient[dict[str, Any]](uri) as client:
        client.get_default_database()[collection].insert_one(dict(document))
    before = read(uri, collection)
    with pytest.raises(StoreUnusable, match=f"has {collection} of another program"):
        await MongoStore(uri, timeout_s=20).open()
    assert read(uri, collection) == before
