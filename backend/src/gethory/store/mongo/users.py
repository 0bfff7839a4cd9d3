"""Accounts in MongoDB.

`ownerKey` is the address of an account that owns it, `usernameKey` the folded username. Both have
a unique index that leaves out documents without the field. `unverifiedSince` stands on
registrations made here, until they are verified: those of the earlier server lack it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pymongo import DESCENDING, ReturnDocument
from pymongo.errors import DuplicateKeyError

from gethory.errors import UsernameTaken
from gethory.models import CodePurpose, Id, Mail, SessionKind, User
from gethory.store.base import PasswordReset, ProfileChange, Verified
from gethory.store.keys import email_key, storable, username_key
from gethory.store.mongo.cascades import drop_accounts, end_sessions
from gethory.store.mongo.database import Database, Document, Part
from gethory.store.mongo.documents import key_of, mail_document, user_document, user_of

_MISSING = {"$exists": False}
_AFTER = ReturnDocument.AFTER


class Users(Part):
    """The methods about accounts."""

    async def add_user(self, user: User) -> None:
        await self._run(lambda database: database.users.insert_one(user_document(user)))

    async def user_by_id(self, user_id: Id) -> User | None:
        found = await self._database.find(self._database.users, key_of(user_id))
        return None if found is None else user_of(found)

    async def users_by_ids(self, user_ids: tuple[Id, ...]) -> dict[Id, User]:
        found = await self._database.find_all(self._database.users, map(key_of, user_ids))
        return {str(document["_id"]): user_of(document) for document in found}

    async def verified_user(self, email: str) -> User | None:
        this = {"ownerKey": email_key(email)}
        found = await self._run(lambda database: database.users.find_one(this))
        return None if found is None else user_of(found)

    async def registrations(self, email: str) -> tuple[User, ...]:
        found = await self._run(lambda database: _registrations(database, email_key(email)))
        return tuple(user_of(document) for document in found)

    async def count_codes_since(self, email: str, since: datetime) -> int:
        these = {"emailKey": email_key(email), "createdAt": {"$gte": since}}
        return await self._run(lambda database: database.users.count_documents(these))

    async def verify_user(self, user_id: Id, at: datetime) -> Verified | None:
        return await self._run(lambda database: _verify(database, user_id, at))

    async def change_profile(self, user_id: Id, change: ProfileChange) -> User | None:
        changed = await self._run(lambda database: _change_profile(database, user_id, change))
        return None if changed is None else user_of(changed)

    async def change_password(
        self, user_id: Id, password_hash: str, at: datetime, *, before: str
    ) -> bool:
        this = {"_id": key_of(user_id), "password": storable(before)}
        change = {"$set": {"password": storable(password_hash), "updatedAt": at}}
        done = await self._run(lambda database: database.users.update_one(this, change))
        return done.matched_count == 1

    async def reset_password(
        self, token_hash: str, password_hash: str, at: datetime, *, mail: Mail | None = None
    ) -> PasswordReset | None:
        return await self._run(
            lambda database: _reset(database, token_hash, password_hash, at, mail)
        )


async def _registrations(database: Database, key: str) -> list[Document]:
    newest_first = [("createdAt", DESCENDING), ("_id", DESCENDING)]
    these = database.users.find({"emailKey": key, "ownerKey": _MISSING})
    return await these.sort(newest_first).to_list()


async def _verify(database: Database, user_id: Id, at: datetime) -> Verified | None:
    """The first step decides who owns the address. Stopped behind it, what is left are
    registrations of an owned address, which can never be verified and are swept in time, and
    pending sessions, which open nothing and end within the hour."""
    user = await database.users.find_one({"_id": key_of(user_id), "ownerKey": _MISSING})
    if user is None:
        return None
    key = user["emailKey"]
    given = await _give_address(database, user["_id"], key, at)
    if given is None:
        return None
    others = await _registrations(database, key)
    ended = await drop_accounts(database, [one["_id"] for one in others], {"ownerKey": _MISSING})
    pending = {"userId": user["_id"], "kind": SessionKind.PENDING.value}
    return Verified(user_of(given), (*ended, *await end_sessions(database, pending)))


async def _give_address(
    database: Database, user_key: Any, key: str, at: datetime
) -> Document | None:
    try:
        return await database.users.find_one_and_update(
            {"_id": user_key, "ownerKey": _MISSING},
            {
                "$set": {"verified": True, "ownerKey": key, "updatedAt": at},
                "$unset": {"unverifiedSince": ""},
            },
            return_document=_AFTER,
        )
    except DuplicateKeyError:
        return None


async def _change_profile(
    database: Database, user_id: Id, change: ProfileChange
) -> Document | None:
    this = {"_id": key_of(user_id)}
    values = {
        "name": storable(change.name),
        "username": storable(change.username),
        "profileCompleted": True,
        "updatedAt": change.at,
    }
    for name, value in (("bio", change.bio), ("avatar", change.avatar)):
        if value is not None:
            values[name] = storable(value)
    key = username_key(change.username)
    users = database.users
    try:
        return await users.find_one_and_update(
            this, {"$set": values | {"usernameKey": key}}, return_document=_AFTER
        )
    except DuplicateKeyError:
        today = await users.find_one(this)
    # Usernames of the earlier server may repeat: who has one without its key keeps it.
    username = None if today is None or "usernameKey" in today else user_of(today).username
    if username is None or username_key(username) != key:
        raise UsernameTaken
    this |= {"username": username, "usernameKey": _MISSING}
    return await users.find_one_and_update(this, {"$set": values}, return_document=_AFTER)


async def _reset(
    database: Database, token_hash: str, password_hash: str, at: datetime, mail: Mail | None
) -> PasswordReset | None:
    """The first step decides whose the token is. Sessions end before the new password is kept
    and once more behind it: stopped anywhere, nobody stays signed in by an old password that
    somebody thinks to have replaced, and a new link can be asked for. The mail comes before the
    password too: rather one too many than a change that nobody is told of."""
    used_up = await database.codes.find_one_and_delete(
        {
            "tokenHash": storable(token_hash),
            "purpose": CodePurpose.RESET.value,
            "expiresAt": {"$gt": at},
        }
    )
    if used_up is None:
        return None
    theirs = {"userId": used_up["userId"]}
    ended = await end_sessions(database, theirs)
    if mail is not None:
        await database.mails.insert_one(mail_document(mail))
    changed = await database.users.find_one_and_update(
        {"_id": used_up["userId"]},
        {"$set": {"password": storable(password_hash), "updatedAt": at}},
        return_document=_AFTER,
    )
    if changed is None:
        return None
    return PasswordReset(user_of(changed), (*ended, *await end_sessions(database, theirs)))
