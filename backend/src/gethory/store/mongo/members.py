"""Invites, and the members they bring, in MongoDB. How they are used is in `invites.py`."""

from __future__ import annotations

import asyncio
from datetime import datetime

from pymongo import ASCENDING, DESCENDING

from gethory.models import Id, Invite, Member, Room
from gethory.store.base import INVITES_MAX
from gethory.store.mongo.database import Database, Document, Part, keep
from gethory.store.mongo.documents import (
    invite_document,
    invite_of,
    key_of,
    member_of,
    pair_key,
    room_of,
)
from gethory.store.mongo.entry import use_invite
from gethory.store.mongo.rooms import newest_of

_MEMBERS_MAX = 1000


class Members(Part):
    """The methods about invites and members."""

    async def add_invite(self, invite: Invite) -> bool:
        return await self._run(lambda database: _add_invite(database, invite))

    async def invites_of(self, room_id: Id, at: datetime) -> tuple[Invite, ...]:
        found = await self._run(lambda database: _invites(database, room_id, at))
        return tuple(invite_of(document) for document in found)

    async def revoke_invite(self, room_id: Id, invite_id: Id) -> bool:
        this = {"_id": key_of(invite_id), "roomId": key_of(room_id)}
        revoked = await self._run(lambda database: database.invites.delete_one(this))
        return revoked.deleted_count == 1

    async def use_invite(
        self, room_id: Id, token_hash: str, user_id: Id, at: datetime
    ) -> Member | None:
        return await self._run(
            lambda database: use_invite(database, room_id, token_hash, user_id, at)
        )

    async def room_and_member(self, room_id: Id, user_id: Id) -> tuple[Room, Member | None] | None:
        database = self._database
        room, member = await asyncio.gather(
            database.find(database.rooms, key_of(room_id)),
            database.find(database.members, pair_key(room_id, user_id)),
        )
        if room is None:
            return None
        return room_of(room), None if member is None else member_of(member)

    async def member(self, room_id: Id, user_id: Id) -> Member | None:
        found = await self._database.find(self._database.members, pair_key(room_id, user_id))
        return None if found is None else member_of(found)

    async def members_of(self, room_id: Id) -> tuple[Member, ...]:
        found = await self._run(lambda database: _members(database, room_id))
        return tuple(member_of(document) for document in found)

    async def rooms_of_member(self, user_id: Id) -> tuple[Room, ...]:
        found = await self._run(lambda database: _rooms_of(database, user_id))
        return tuple(room_of(document) for document in found)

    async def remove_member(self, room_id: Id, user_id: Id) -> bool:
        this = {"_id": pair_key(room_id, user_id)}
        removed = await self._run(lambda database: database.members.delete_one(this))
        return removed.deleted_count == 1

    async def expel_member(self, room_id: Id, user_id: Id, at: datetime) -> bool:
        return await self._run(lambda database: _expel(database, room_id, user_id, at))


def _live(room_id: Id, at: datetime) -> Document:
    return {
        "roomId": key_of(room_id),
        "expiresAt": {"$gt": at},
        "$or": [{"usesLeft": {"$exists": False}}, {"usesLeft": {"$gt": 0}}],
    }


async def _invites(database: Database, room_id: Id, at: datetime) -> list[Document]:
    newest_first = [("createdAt", DESCENDING), ("_id", DESCENDING)]
    return await database.invites.find(_live(room_id, at)).sort(newest_first).to_list()


async def _add_invite(database: Database, invite: Invite) -> bool:
    """Kept first, then looked at once more: of many at once that would be too many, or beside
    the removal of their maker, some or all go again. Until it is answered nobody knows the
    token, so one that is left by a stop opens nothing."""
    if not await _allowed(database, invite, others=INVITES_MAX):
        return False
    await database.invites.insert_one(invite_document(invite))
    if await _allowed(database, invite, others=INVITES_MAX + 1):
        return True
    await database.invites.delete_one({"_id": key_of(invite.id)})
    return False


async def _allowed(database: Database, invite: Invite, others: int) -> bool:
    """Whether its maker belongs to the room and the room has fewer live invites than this."""
    live = _live(invite.room_id, invite.created_at)
    return (
        await _belongs(database, invite.room_id, invite.created_by)
        and await database.invites.count_documents(live) < others
    )


async def _belongs(database: Database, room_id: Id, user_id: Id) -> bool:
    own = {"_id": key_of(room_id), "userId": key_of(user_id)}
    return (
        await database.rooms.find_one(own, {"_id": 1}) is not None
        or await database.members.find_one({"_id": pair_key(room_id, user_id)}) is not None
    )


async def _members(database: Database, room_id: Id) -> list[Document]:
    longest_first = [("since", ASCENDING), ("userId", ASCENDING)]
    these = database.members.find({"roomId": key_of(room_id)})
    return await these.sort(longest_first).limit(_MEMBERS_MAX).to_list()


async def _rooms_of(database: Database, user_id: Id) -> list[Document]:
    theirs = await database.members.find({"userId": key_of(user_id)}, {"roomId": 1}).to_list()
    return await newest_of(database, (document["roomId"] for document in theirs))


async def _expel(database: Database, room_id: Id, user_id: Id, at: datetime) -> bool:
    """The removal is written before the membership goes: who is coming in right now (`entry.py`)
    either sees it, or is deleted here. Their invites go before it, so that a stop leaves none, and
    once more behind it, for one that was made meanwhile."""
    pair = {"_id": pair_key(room_id, user_id)}
    both = {"roomId": key_of(room_id), "userId": key_of(user_id)}
    theirs = {"roomId": both["roomId"], "createdBy": both["userId"]}
    if await database.members.find_one(pair) is None:
        return False
    await keep(database.removals, {**pair, **both, "at": at})
    await database.invites.delete_many(theirs)
    removed = await database.members.delete_one(pair)
    await database.invites.delete_many(theirs)
    return removed.deleted_count == 1
