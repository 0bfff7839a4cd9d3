"""What goes with what: MongoDB has no foreign keys, so these steps say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gethory.models import Id
from gethory.store.mongo.database import Database, Document

_ID_ONLY = {"_id": 1}


async def end_sessions(database: Database, which: Document, most: int = 0) -> tuple[Id, ...]:
    """End these sessions, at most `most` where that is not 0, and name them."""
    found = await database.sessions.find(which, _ID_ONLY).limit(most).to_list()
    keys = [document["_id"] for document in found]
    if keys:
        await database.sessions.delete_many({"_id": {"$in": keys}})
    return tuple(map(str, keys))


async def drop_accounts(
    database: Database, user_keys: Sequence[Any], still: Document
) -> tuple[Id, ...]:
    """Drop these accounts, as long as they are `still` so, with all that is theirs; name their
    sessions.

    The account goes last: stopped before, it is found and dropped again the next time.
    """
    if not user_keys:
        return ()
    these: Document = {"$in": list(user_keys)}
    ended = await end_sessions(database, {"userId": these})
    for belongings in (database.codes, database.members, database.removals):
        await belongings.delete_many({"userId": these})
    await database.users.delete_many({"_id": these, **still})
    return ended
