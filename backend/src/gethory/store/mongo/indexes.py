"""The indexes that our collections have."""

from __future__ import annotations

from pymongo import ASCENDING, DESCENDING, IndexModel

from gethory.store.mongo.database import Collection, Database

Indexes = tuple[IndexModel, ...]
_NEWEST_FIRST = [("createdAt", DESCENDING), ("_id", DESCENDING)]


def indexes_of(database: Database) -> tuple[tuple[Collection, Indexes], ...]:
    """Each collection with its own."""
    return (
        (database.users, _users()),
        (database.sessions, _sessions()),
        (database.codes, _codes()),
        (database.mails, _mails()),
        (database.rooms, _rooms()),
        (database.members, (_index("ix_room", "roomId", "since"), _index("ix_user", "userId"))),
        (database.removals, (_index("ix_user", "userId"), _index("ix_at", "at"))),
        (database.invites, _invites()),
    )


def _users() -> Indexes:
    return (
        _unique("uq_owner", "ownerKey"),
        _unique("uq_username", "usernameKey"),
        _index("ix_email", "emailKey", ("createdAt", DESCENDING)),
        IndexModel([("unverifiedSince", ASCENDING)], name="ix_unverified", sparse=True),
    )


def _sessions() -> Indexes:
    return (
        _index("ix_user", "userId", ("createdAt", DESCENDING)),
        _index("ix_expiry", "expiresAt"),
    )


def _codes() -> Indexes:
    return (
        _index("ix_token", "tokenHash"),
        _index("ix_code", "codeId"),
        _index("ix_user", "userId"),
        _index("ix_expiry", "expiresAt"),
    )


def _mails() -> Indexes:
    return (
        _index("ix_due", "dueAt", "_id"),
        _index("ix_expiry", "expiresAt"),
        _index("ix_code", "codeId"),
    )


def _rooms() -> Indexes:
    return (
        _index("ix_type", "roomType", *_NEWEST_FIRST),
        _index("ix_owner", "userId", *_NEWEST_FIRST),
    )


def _invites() -> Indexes:
    return (
        _unique("uq_token", "tokenHash"),
        _index("ix_room", "roomId", *_NEWEST_FIRST),
        _index("ix_expiry", "expiresAt"),
    )


def _unique(name: str, field: str) -> IndexModel:
    """Leaves out documents without the field, so that many may lack it."""
    return IndexModel([(field, ASCENDING)], name=name, unique=True, sparse=True)


def _index(name: str, *fields: str | tuple[str, int]) -> IndexModel:
    keys = [(field, ASCENDING) if isinstance(field, str) else field for field in fields]
    return IndexModel(keys, name=name)
