"""The outbox in MongoDB."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, ReturnDocument

from gethory.models import Id, Mail
from gethory.store.base import EXPIRED_AT_ONCE, ClaimedMail
from gethory.store.mongo.database import Database, Document, Part
from gethory.store.mongo.documents import key_of, mail_of

_LISTED = 100
_DUE_LONGEST = [("dueAt", ASCENDING), ("_id", ASCENDING)]


class Mails(Part):
    """The methods about mails."""

    async def claim_mail(self, at: datetime, until: datetime) -> ClaimedMail | None:
        claimed = await self._run(lambda database: _claim(database, at, until))
        return None if claimed is None else ClaimedMail(mail_of(claimed), claimed["tries"])

    async def settle_mail(self, mail: Mail, code_until: datetime) -> None:
        await self._run(lambda database: _settle(database, mail, code_until))

    async def delay_mail(self, mail_id: Id, tries: int, until: datetime) -> None:
        this, change = {"_id": key_of(mail_id), "tries": tries}, {"$set": {"dueAt": until}}
        await self._run(lambda database: database.mails.update_one(this, change))

    async def hasten_mails(self, until: datetime) -> None:
        late, change = {"dueAt": {"$gt": until}}, {"$set": {"dueAt": until}}
        await self._run(lambda database: database.mails.update_many(late, change))

    async def drop_mail(self, mail_id: Id) -> bool:
        this = {"_id": key_of(mail_id)}
        dropped = await self._run(lambda database: database.mails.delete_one(this))
        return dropped.deleted_count == 1

    async def expire_mails(self, at: datetime) -> tuple[Id, ...]:
        return await self._run(lambda database: _expire(database, at))

    async def next_mail_at(self) -> datetime | None:
        found = await self._run(lambda database: database.mails.find_one(sort=_DUE_LONGEST))
        return None if found is None else found["dueAt"]

    async def count_mails(self, at: datetime) -> int:
        return await self._run(lambda database: database.mails.count_documents(_living(at)))

    async def waiting_mails(self, at: datetime) -> tuple[Mail, ...]:
        found = await self._run(lambda database: _waiting(database, at))
        return tuple(mail_of(document) for document in found)


def _living(at: datetime) -> Document:
    return {"expiresAt": {"$gt": at}}


async def _claim(database: Database, at: datetime, until: datetime) -> Document | None:
    return await database.mails.find_one_and_update(
        {"dueAt": {"$lte": at}, **_living(at)},
        {"$set": {"dueAt": until}, "$inc": {"tries": 1}},
        sort=_DUE_LONGEST,
        return_document=ReturnDocument.AFTER,
    )


async def _settle(database: Database, mail: Mail, code_until: datetime) -> None:
    """Stopped between the two, the mail goes out once more."""
    if mail.code_id is not None:
        longer = {"$set": {"expiresAt": code_until}}
        await database.codes.update_one({"codeId": key_of(mail.code_id)}, longer)
    await database.mails.delete_one({"_id": key_of(mail.id)})


async def _expire(database: Database, at: datetime) -> tuple[Id, ...]:
    expired = database.mails.find({"expiresAt": {"$lte": at}}, {"_id": 1})
    found = await expired.limit(EXPIRED_AT_ONCE).to_list()
    keys = [document["_id"] for document in found]
    if keys:
        await database.mails.delete_many({"_id": {"$in": keys}})
    return tuple(map(str, keys))


async def _waiting(database: Database, at: datetime) -> list[Document]:
    newest_first: list[Any] = [("at", DESCENDING), ("_id", DESCENDING)]
    return await database.mails.find(_living(at)).sort(newest_first).limit(_LISTED).to_list()
