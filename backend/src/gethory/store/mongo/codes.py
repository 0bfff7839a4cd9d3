"""Mailed codes in MongoDB."""

from __future__ import annotations

from datetime import datetime

from pymongo import ReturnDocument

from gethory.models import Code, CodePurpose, Id, Mail
from gethory.store.base import ClaimOutcome
from gethory.store.keys import storable
from gethory.store.mongo.database import Database, Document, Part, keep
from gethory.store.mongo.documents import code_document, code_of, mail_document, slot_key

_WRONG_TRIES = 5


class Codes(Part):
    """The methods about codes."""

    async def put_code(self, code: Code, mail: Mail | None = None) -> None:
        await self._run(lambda database: _put(database, code_document(code), mail))

    async def code_by_token(self, token_hash: str) -> Code | None:
        this = {"tokenHash": storable(token_hash)}
        found = await self._run(lambda database: database.codes.find_one(this))
        return None if found is None else code_of(found)

    async def claim_code(
        self, user_id: Id, purpose: CodePurpose, secret_hash: str, *, inside: bool, at: datetime
    ) -> ClaimOutcome:
        slot, secret = slot_key(user_id, purpose), storable(secret_hash)
        wrong = "wrongInside" if inside else "wrongOutside"
        right = await self._run(lambda database: _claim(database, slot, secret, wrong, at))
        return ClaimOutcome.RIGHT if right else ClaimOutcome.WRONG


async def _put(database: Database, code: Document, mail: Mail | None) -> None:
    """The mail first: stopped behind it, somebody gets a code that does not count and asks again,
    and no code is left without its mail. One of an account that goes at this moment expires."""
    if await database.users.find_one({"_id": code["userId"]}, {"_id": 1}) is None:
        return
    if mail is not None:
        await database.mails.insert_one(mail_document(mail))
    earlier = await keep(database.codes, code)
    if earlier is not None:
        await database.mails.delete_many({"codeId": earlier["codeId"]})


async def _claim(database: Database, slot: str, secret: str, wrong: str, at: datetime) -> bool:
    """Every try is counted before it is looked at, so that many at once are no more than five;
    the delete decides which of two right ones it is."""
    code = await database.codes.find_one_and_update(
        {"_id": slot}, {"$inc": {wrong: 1}}, return_document=ReturnDocument.BEFORE
    )
    if code is None or code[wrong] >= _WRONG_TRIES or code["expiresAt"] <= at:
        return False
    if secret not in (code["codeHash"], code["tokenHash"]):
        return False
    used_up = await database.codes.delete_one({"_id": slot, "codeId": code["codeId"]})
    return used_up.deleted_count == 1
