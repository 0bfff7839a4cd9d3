"""Everything in a MongoDB database, to be moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bson import ObjectId

from gethory.store.mongo.database import Collection, Database, Document, Part
from gethory.store.mongo.documents import (
    code_document,
    code_of,
    invite_document,
    invite_of,
    key_of,
    mail_document,
    mail_of,
    member_document,
    member_of,
    pair_key,
    room_document,
    room_of,
    session_document,
    session_of,
    user_document,
    user_of,
)
from gethory.store.moving import KeptUser, Kind, Record, Removal


class Archive(Part):
    """The methods by which everything is moved."""

    async def keys(self, kind: Kind) -> tuple[str, ...]:
        found = await self._run(
            lambda database: _collection(database, kind).find({}, {"_id": 1}).to_list()
        )
        return tuple(str(document["_id"]) for document in found)

    async def records(self, kind: Kind, keys: Sequence[str]) -> list[Record]:
        these = {"_id": {"$in": [key_of(key) for key in keys]}}
        found = await self._run(lambda database: _collection(database, kind).find(these).to_list())
        return [_READ[kind](document) for document in found]

    async def put_records(self, kind: Kind, records: Sequence[Record]) -> None:
        documents = [_WRITE[kind](record) for record in records]
        await self._run(lambda database: _put(_collection(database, kind), documents))


async def _put(collection: Collection, documents: list[Document]) -> None:
    """Those that are there already, from a move that was stopped, are replaced one by one."""
    these = {"_id": {"$in": [document["_id"] for document in documents]}}
    there = {found["_id"] for found in await collection.find(these, {"_id": 1}).to_list()}
    new = [document for document in documents if document["_id"] not in there]
    if new:
        await collection.insert_many(new)
    for document in documents:
        if document["_id"] in there:
            await collection.replace_one({"_id": document["_id"]}, document)


def _collection(database: Database, kind: Kind) -> Collection:
    return {
        Kind.USERS: database.users,
        Kind.ROOMS: database.rooms,
        Kind.SESSIONS: database.sessions,
        Kind.CODES: database.codes,
        Kind.MAILS: database.mails,
        Kind.MEMBERS: database.members,
        Kind.REMOVALS: database.removals,
        Kind.INVITES: database.invites,
    }[kind]


def _kept_user(document: Document) -> KeptUser:
    user = user_of(document)
    sweepable = user.verified or "unverifiedSince" in document
    return KeptUser(user, user.username is not None and "usernameKey" in document, sweepable)


def _removal(document: Document) -> Removal:
    return Removal(str(document["roomId"]), str(document["userId"]), document["at"])


_READ: dict[Kind, Callable[[Document], Any]] = {
    Kind.USERS: _kept_user,
    Kind.ROOMS: room_of,
    Kind.SESSIONS: session_of,
    Kind.CODES: code_of,
    Kind.MAILS: mail_of,
    Kind.MEMBERS: member_of,
    Kind.REMOVALS: _removal,
    Kind.INVITES: invite_of,
}


def _removal_document(removal: Removal) -> Document:
    return {
        "_id": pair_key(removal.room_id, removal.user_id),
        "roomId": ObjectId(removal.room_id),
        "userId": ObjectId(removal.user_id),
        "at": removal.at,
    }


def _user(kept: KeptUser) -> Document:
    document = user_document(kept.user)
    if not kept.holds_username:
        document.pop("usernameKey", None)
    if not kept.sweepable:
        document.pop("unverifiedSince", None)
    return document


_WRITE: dict[Kind, Callable[[Any], Document]] = {
    Kind.USERS: _user,
    Kind.ROOMS: room_document,
    Kind.SESSIONS: session_document,
    Kind.CODES: code_document,
    Kind.MAILS: mail_document,
    Kind.MEMBERS: member_document,
    Kind.REMOVALS: _removal_document,
    Kind.INVITES: invite_document,
}
