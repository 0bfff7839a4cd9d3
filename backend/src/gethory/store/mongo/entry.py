"""Coming in by an invite: one use for one member, in steps that may stop anywhere.

A use is taken together with a note in the invite of who took it (`takers`), in one update; then
the member is made, then the note goes. Whoever comes again behind a stop finds their note and
takes nothing. A member remembers the take that made them: who took another one meanwhile gives it
back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo.errors import DuplicateKeyError

from gethory.models import Id, Member, Role
from gethory.store.keys import storable
from gethory.store.mongo.database import Database, Document
from gethory.store.mongo.documents import key_of, member_document, member_of, pair_key


async def use_invite(
    database: Database, room_id: Id, token_hash: str, user_id: Id, at: datetime
) -> Member | None:
    """See `Store.use_invite`."""
    pair = {"_id": pair_key(room_id, user_id)}
    if found := await database.members.find_one(pair):
        return member_of(found)
    if await database.users.find_one({"_id": key_of(user_id)}, {"_id": 1}) is None:
        return None
    which = {
        "roomId": key_of(room_id),
        "tokenHash": storable(token_hash),
        "expiresAt": {"$gt": at},
    }
    if removal := await database.removals.find_one(pair):
        which["createdAt"] = {"$gt": removal["at"]}
    take = ObjectId()
    invite = await _take(database, which, user_id, take)
    if invite is None:
        made = await database.members.find_one(pair)  # by another request, meanwhile
        return None if made is None else member_of(made)
    member = Member(room_id, user_id, Role(invite["role"]), at)
    return await _enter(database, invite, member, take)


async def _take(
    database: Database, which: Document, user_id: Id, take: ObjectId
) -> Document | None:
    """The invite as it was, with a use taken from it where its uses are numbered, or with the
    note of an earlier take; None when it lets nobody in."""
    note = f"takers.{user_id}"
    taken = await database.invites.find_one_and_update(
        which | {"usesLeft": {"$gt": 0}, note: {"$exists": False}},
        {"$inc": {"usesLeft": -1}, "$set": {note: take}},
    )
    if taken is not None:
        return taken
    free = [{"usesLeft": {"$exists": False}}, {note: {"$exists": True}}]
    return await database.invites.find_one(which | {"$or": free})


async def _enter(
    database: Database, invite: Document, member: Member, take: ObjectId
) -> Member | None:
    pair = {"_id": pair_key(member.room_id, member.user_id)}
    note = f"takers.{member.user_id}"
    take = invite.get("takers", {}).get(member.user_id, take)
    # A later invite forgives: a removal since this one was made stays.
    await database.removals.delete_one(pair | {"at": {"$lt": invite["createdAt"]}})
    try:
        await database.members.insert_one(member_document(member) | {"take": take})
    except DuplicateKeyError:
        return await _entered_meanwhile(database, invite, pair, note, take)
    await database.invites.update_one({"_id": invite["_id"], note: take}, {"$unset": {note: ""}})
    since = {"at": {"$gte": invite["createdAt"]}}
    if await database.removals.find_one(pair | since) is not None:
        await database.members.delete_one(pair)
        return None
    return member


async def _entered_meanwhile(
    database: Database, invite: Document, pair: Document, note: str, take: Any
) -> Member | None:
    """Another request of the same person made them a member: by our take, or by its own."""
    made = await database.members.find_one(pair)
    if made is None or made.get("take") != take:
        mine = {"_id": invite["_id"], note: take}
        await database.invites.update_one(mine, {"$inc": {"usesLeft": 1}, "$unset": {note: ""}})
    return None if made is None else member_of(made)
