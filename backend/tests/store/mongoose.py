"""A database as the earlier server (Mongoose 8) left it, and the people in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import bcrypt
from bson import ObjectId
from pymongo import ASCENDING, MongoClient

Document = dict[str, Any]

PASSWORD = "a quiet room at night"
LONG_PASSWORD = "a very quiet room " * 5
"""Longer than the 72 bytes that bcrypt looks at."""
BEGAN = datetime(2025, 9, 1, 18, 30, 0, 250_000, tzinfo=UTC)
DAY = timedelta(days=1)


def _user(email: str, day: int, password: str = PASSWORD, **more: Any) -> Document:
    at = BEGAN + day * DAY
    digest = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    return {
        "_id": ObjectId.from_datetime(at),
        "email": email,
        "password": digest,
        "avatar": "profile.png",
        "verified": True,
        "profileCompleted": False,
        "createdAt": at,
        "updatedAt": at + DAY,
        "__v": 0,
        **more,
    }


ADA = _user(
    "ada@example.org",
    1,
    name="Ada",
    username="ada",
    profileCompleted=True,
    avatar="1726000000000.123456.png",
)
BEN = _user("ben@example.org", 2, LONG_PASSWORD)
"""Verified, and came no further: no name, no username."""
CID = _user("cid@example.org", 3, name="Cid", username="Ada", profileCompleted=True)
"""Has Ada's username too."""
DEE = _user("dee@example.org", 4, verified=False)
"""Never verified, and signed in all the same."""
ADA_AGAIN = _user("ADA@example.org", 5, name="Other", username="other", profileCompleted=True)
"""The same address in other letters was another account."""
OLD = _user("old@example.org", 0)
del OLD["createdAt"], OLD["updatedAt"], OLD["avatar"], OLD["__v"]
USERS = (CID, ADA, BEN, DEE, ADA_AGAIN, OLD)

NOBODY = ObjectId.from_datetime(BEGAN - DAY)
"""A user that was deleted by hand."""


def _room(topic: str, day: int, kind: str, owner: Document, *speakers: ObjectId) -> Document:
    at = BEGAN + day * DAY
    return {
        "_id": ObjectId.from_datetime(at),
        "topic": topic,
        "roomType": kind,
        "userId": owner["_id"],
        "speakers": list(speakers),
        "createdAt": at,
        "updatedAt": at,
        "__v": 0,
    }


TALK = _room("Über Alles", 10, "public", ADA, ADA["_id"], NOBODY)
SECRET = _room("Between us", 11, "private", ADA, ADA["_id"])
CIRCLE = _room("Choir", 12, "group", CID, CID["_id"])
EMPTY = _room("Nobody speaks", 13, "public", BEN)
ODD = _room("Something else", 14, "webinar", BEN, BEN["_id"])
BY_ANOTHER_NAME = _room("Whose is it", 15, "public", BEN, BEN["_id"])
BY_ANOTHER_NAME["ownerId"] = BY_ANOTHER_NAME.pop("userId")
ROOMS = (TALK, SECRET, CIRCLE, EMPTY, ODD, BY_ANOTHER_NAME)


def write(uri: str) -> None:
    """Make the database, with the indexes that Mongoose makes of its schemas."""
    with MongoClient[Document](uri) as client:
        database = client.get_default_database()
        database["users"].insert_many([dict(user) for user in USERS])
        database["users"].create_index([("email", ASCENDING)], name="email_1", unique=True)
        database["rooms"].insert_many([dict(room) for room in ROOMS])
        database["sessions"].insert_one(
            {
                "userId": ADA["_id"],
                "userAgent": "Mozilla/5.0",
                "createdAt": BEGAN,
                "expiresAt": BEGAN + 3650 * DAY,
                "__v": 0,
            }
        )
        database["verification_codes"].insert_many(
            [
                {
                    "userID": DEE["_id"],
                    "type": "email_verification",
                    "createdAt": BEGAN,
                    "expiresAt": BEGAN + 3650 * DAY,
                    "__v": 0,
                }
                for _ in range(2)
            ]
        )


def read(uri: str, collection: str) -> dict[Any, Document]:
    """What is in a collection now, by `_id`."""
    with MongoClient[Document](uri, tz_aware=True, tzinfo=UTC) as client:
        found = client.get_default_database()[collection].find({})
        return {document["_id"]: document for document in found}
