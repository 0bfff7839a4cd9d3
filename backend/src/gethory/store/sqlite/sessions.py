"""Sessions in SQLite."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Column, Text, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from gethory.models import ROTATIONS_KEPT, Id, Session, SessionKind
from gethory.store.keys import to_ms
from gethory.store.sqlite.database import OwnerGone, rows
from gethory.store.sqlite.part import ASKED, WHICH, Part
from gethory.store.sqlite.rows import session_of, values_of
from gethory.store.sqlite.tables import Moment, sessions

_THIS_ID = sessions.c.id == bindparam("session_id")
_THEIRS = sessions.c.user_id == bindparam("user")

_ADD = insert(sessions)
_BY_ID = select(WHICH, sessions).join(ASKED, sessions.c.id == ASKED.c.value)
_STILL = select(sessions).where(_THIS_ID)
_FULL = (
    select(sessions)
    .where(_THEIRS, sessions.c.kind == SessionKind.FULL)
    .order_by(sessions.c.created_at.desc(), sessions.c.id.desc())
)
_ROTATE = update(sessions).where(_THIS_ID)
_SEEN = func.json_each(bindparam("seen", type_=Text)).table_valued("key", Column("value", Moment))
_SEE = (
    update(sessions)
    .where(sessions.c.id == _SEEN.c.key, sessions.c.last_seen_at < _SEEN.c.value)
    .values(last_seen_at=_SEEN.c.value)
)
_END = delete(sessions).where(_THIS_ID).returning(sessions.c.id)
_END_ALL = delete(sessions).where(_THEIRS).returning(sessions.c.id)


class Sessions(Part):
    """The methods about sessions."""

    async def add_session(self, session: Session) -> None:
        with suppress(OwnerGone):
            await self._database.write(_ADD, values_of(session))

    async def session_by_id(self, session_id: Id) -> Session | None:
        found = await self._database.find(_BY_ID, session_id)
        return None if found is None else session_of(found)

    async def sessions_of(self, user_id: Id) -> tuple[Session, ...]:
        found = await self._database.read(_FULL, {"user": user_id})
        return tuple(session_of(row) for row in found)

    async def rotate_session(self, session_id: Id, generation: int, at: datetime) -> Session | None:
        return await self._database.transact(
            lambda connection: _rotate(connection, session_id, generation, at)
        )

    async def see_sessions(self, seen: Mapping[Id, datetime]) -> None:
        await self._database.write(
            _SEE, {"seen": json.dumps({key: to_ms(at) for key, at in seen.items()})}
        )

    async def end_session(self, session_id: Id) -> bool:
        return bool(await self._database.write(_END, {"session_id": session_id}))

    async def end_sessions_of(self, user_id: Id) -> tuple[Id, ...]:
        ended = await self._database.write(_END_ALL, {"user": user_id})
        return tuple(row.id for row in ended)


async def _rotate(
    connection: AsyncConnection, session_id: Id, generation: int, at: datetime
) -> Session | None:
    found = await rows(connection, _STILL, {"session_id": session_id})
    if not found or found[0].generation != generation:
        return None
    before = session_of(found[0])
    after = replace(
        before,
        generation=generation + 1,
        rotated_at=(*before.rotated_at, at)[-ROTATIONS_KEPT:],
        last_seen_at=max(before.last_seen_at, at),
    )
    values = {
        "session_id": session_id,
        "generation": after.generation,
        "rotated_at": after.rotated_at,
        "last_seen_at": after.last_seen_at,
    }
    await rows(connection, _ROTATE, values)
    return after
