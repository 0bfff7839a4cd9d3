"""Documents of the earlier server (Mongoose) get the fields by which we find and compare them.

What they have stays as it is, but for a type of room that we do not know. It happens at each
start, in small batches; who has everything is not touched, and a stop is made up for by the next
start. The key that is looked for (`emailKey`, `topicKey`) is always written last.

Two accounts of the earlier server may have one username, or one address in different cases. The
oldest gets the key; the other goes on without: it keeps its username, and of two accounts with
one address the oldest owns it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError, OperationFailure

from gethory.kit.ids import is_id
from gethory.models import RoomType
from gethory.store.keys import email_key, topic_key, username_key
from gethory.store.mongo.database import Collection, Document
from gethory.store.mongo.documents import made_at

BATCH = 200
_OWNER_FIELDS = ("userId", "ownerId", "owner", "user")
USER_SHAPE: Document = {
    "email": {"$type": "string"},
    "password": {"$type": "string"},
    "verified": {"$exists": True},
}
ROOM_SHAPE: Document = {"topic": {"$type": "string"}, "roomType": {"$type": "string"}}
_INDEX_NOT_FOUND = 27


async def is_foreign(collection: Collection, mark: str, shape: Document) -> bool:
    """Whether most of what it holds has neither our mark nor the shape that the earlier server
    gave it. A few documents of any shape do no harm."""
    lacking: Document = {mark: {"$exists": False}}
    if await collection.find_one(lacking, {"_id": 1}) is None:
        return False
    strange = await collection.count_documents(lacking)
    strange -= await collection.count_documents({**lacking, **shape})
    return strange > await collection.count_documents({}) - strange


async def drop_old_uniqueness(users: Collection, ours: set[str]) -> None:
    """Mongoose's unique index on `email` forbids a second registration of an address, which we
    allow until one of them is verified (`ownerKey` decides then)."""
    for name, index in (await users.index_information()).items():
        if index.get("unique") and name not in {"_id_", *ours}:
            try:
                await users.drop_index(name)
            except OperationFailure as error:
                if error.code != _INDEX_NOT_FOUND:  # another server did it meanwhile
                    raise


async def fill_users(users: Collection) -> None:
    """The oldest first, so that the oldest of two gets the key."""
    while batch := await _without(users, "emailKey"):
        for user in batch:
            await _fill_user(users, user)


async def _fill_user(users: Collection, user: Document) -> None:
    this = {"_id": user["_id"]}
    key = email_key(_text(user.get("email")))
    unique = {}
    if user.get("verified") is True and key:
        unique["ownerKey"] = key
    if username := _text(user.get("username")):
        unique["usernameKey"] = username_key(username)
    for field, value in unique.items():
        with suppress(DuplicateKeyError):
            await users.update_one(this, {"$set": {field: value}})
    created_at = made_at(user)
    await users.update_one(this, {"$set": {"createdAt": created_at, "emailKey": key}})


async def fill_rooms(rooms: Collection) -> None:
    while batch := await _without(rooms, "topicKey"):
        for room in batch:
            await rooms.update_one({"_id": room["_id"]}, {"$set": _room_fields(room)})


def _room_fields(room: Document) -> Document:
    topic, owner = _text(room.get("topic")), _owner(room)
    return {
        "topic": topic,
        "roomType": _room_type(room.get("roomType")),
        "userId": owner,
        "speakers": _speakers(room.get("speakers")) or [owner],
        "createdAt": made_at(room),
        "topicKey": topic_key(topic),
    }


def _owner(room: Document) -> ObjectId:
    """Whoever it says, else nobody that there is."""
    owners = (_object_id(room.get(field)) for field in _OWNER_FIELDS)
    return next((owner for owner in owners if owner is not None), ObjectId("0" * 24))


def _speakers(value: Any) -> list[ObjectId]:
    speakers = map(_object_id, value if isinstance(value, list) else ())
    return [speaker for speaker in speakers if speaker is not None]


def _room_type(value: Any) -> str:
    """What is no type of ours is shown to nobody but its owner."""
    known = {kind.value for kind in RoomType}
    kind = _text(value).lower()
    return kind if kind in known else RoomType.PRIVATE.value


def _object_id(value: Any) -> ObjectId | None:
    if isinstance(value, ObjectId):
        return value
    return ObjectId(value) if isinstance(value, str) and is_id(value) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


async def _without(collection: Collection, field: str) -> list[Document]:
    oldest_first = [("createdAt", ASCENDING), ("_id", ASCENDING)]
    lacking = collection.find({field: {"$exists": False}})
    return await lacking.sort(oldest_first).limit(BATCH).to_list()
