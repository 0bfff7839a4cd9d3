"""Invites, and the members they bring, in SQLite."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from gethory.models import Id, Invite, Member, Role, Room
from gethory.store.base import INVITES_MAX
from gethory.store.sqlite.database import OwnerGone, rows
from gethory.store.sqlite.part import ASKED, WHICH, Part, asked
from gethory.store.sqlite.rows import invite_of, member_of, room_of, values_of
from gethory.store.sqlite.tables import Moment, invites, members, removals, rooms

_MEMBERS_MAX, _ROOMS_MAX = 1000, 500
_AT = bindparam("at", type_=Moment)

_LIVE = (
    invites.c.room_id == bindparam("room"),
    invites.c.expires_at > _AT,
    or_(invites.c.uses_left.is_(None), invites.c.uses_left > 0),
)
_INVITES = select(invites).where(*_LIVE).order_by(invites.c.created_at.desc(), invites.c.id.desc())
_COUNT_INVITES = select(func.count()).select_from(invites).where(*_LIVE)
_BELONGS = select(
    or_(
        exists().where(rooms.c.id == bindparam("room"), rooms.c.owner_id == bindparam("user")),
        exists().where(
            members.c.room_id == bindparam("room"), members.c.user_id == bindparam("user")
        ),
    )
)
_ADD_INVITE = insert(invites)
_REVOKE = (
    delete(invites)
    .where(invites.c.id == bindparam("invite"), invites.c.room_id == bindparam("room"))
    .returning(invites.c.id)
)
_REVOKE_THEIRS = delete(invites).where(
    invites.c.room_id == bindparam("room"), invites.c.created_by == bindparam("user")
)
_THIS = (members.c.room_id == bindparam("room"), members.c.user_id == bindparam("user"))
_REMOVED = (removals.c.room_id == bindparam("room"), removals.c.user_id == bindparam("user"))
_TAKE_USE = (
    update(invites)
    .where(
        *_LIVE,
        invites.c.token_hash == bindparam("token"),
        ~exists().where(*_REMOVED, removals.c.at >= invites.c.created_at),
    )
    .values(uses_left=invites.c.uses_left - 1)
    .returning(invites.c.role)
)
_FORGIVE = delete(removals).where(*_REMOVED)
_ADD_MEMBER = insert(members)
_MEMBER = select(members).where(*_THIS)
_ROOM_AND_MEMBER = (
    select(WHICH, rooms, members.c.user_id.label("member_id"), members.c.role, members.c.since)
    .select_from(ASKED)
    .join(rooms, rooms.c.id == asked(0))
    .outerjoin(members, and_(members.c.room_id == rooms.c.id, members.c.user_id == asked(1)))
)
_MEMBERS = (
    select(members)
    .where(members.c.room_id == bindparam("room"))
    .order_by(members.c.since, members.c.user_id)
    .limit(_MEMBERS_MAX)
)
_ROOMS = (
    select(rooms)
    .join(members, members.c.room_id == rooms.c.id)
    .where(members.c.user_id == bindparam("user"))
    .order_by(rooms.c.created_at.desc(), rooms.c.id.desc())
    .limit(_ROOMS_MAX)
)
_REMOVE = delete(members).where(*_THIS).returning(members.c.user_id)
_INSERT_REMOVAL = upsert(removals)
_REMEMBER = _INSERT_REMOVAL.on_conflict_do_update(
    index_elements=[removals.c.room_id, removals.c.user_id],
    set_={"at": _INSERT_REMOVAL.excluded.at},
)


class Members(Part):
    """The methods about invites and members."""

    async def add_invite(self, invite: Invite) -> bool:
        return await self._database.transact(lambda connection: _add_invite(connection, invite))

    async def invites_of(self, room_id: Id, at: datetime) -> tuple[Invite, ...]:
        found = await self._database.read(_INVITES, {"room": room_id, "at": at})
        return tuple(invite_of(row) for row in found)

    async def revoke_invite(self, room_id: Id, invite_id: Id) -> bool:
        return bool(await self._database.write(_REVOKE, {"room": room_id, "invite": invite_id}))

    async def use_invite(
        self, room_id: Id, token_hash: str, user_id: Id, at: datetime
    ) -> Member | None:
        with suppress(OwnerGone):
            return await self._database.transact(
                lambda connection: _use(connection, room_id, token_hash, user_id, at)
            )
        return None

    async def room_and_member(self, room_id: Id, user_id: Id) -> tuple[Room, Member | None] | None:
        row = await self._database.find(_ROOM_AND_MEMBER, (room_id, user_id))
        if row is None:
            return None
        is_member = row.member_id is not None
        member = Member(room_id, user_id, Role(row.role), row.since) if is_member else None
        return room_of(row), member

    async def member(self, room_id: Id, user_id: Id) -> Member | None:
        found = await self._database.read(_MEMBER, {"room": room_id, "user": user_id})
        return member_of(found[0]) if found else None

    async def members_of(self, room_id: Id) -> tuple[Member, ...]:
        found = await self._database.read(_MEMBERS, {"room": room_id})
        return tuple(member_of(row) for row in found)

    async def rooms_of_member(self, user_id: Id) -> tuple[Room, ...]:
        found = await self._database.read(_ROOMS, {"user": user_id})
        return tuple(room_of(row) for row in found)

    async def remove_member(self, room_id: Id, user_id: Id) -> bool:
        return bool(await self._database.write(_REMOVE, {"room": room_id, "user": user_id}))

    async def expel_member(self, room_id: Id, user_id: Id, at: datetime) -> bool:
        return await self._database.transact(
            lambda connection: _expel(connection, room_id, user_id, at)
        )


async def _add_invite(connection: AsyncConnection, invite: Invite) -> bool:
    room = {"room": invite.room_id}
    belongs = (await rows(connection, _BELONGS, room | {"user": invite.created_by}))[0][0]
    live = (await rows(connection, _COUNT_INVITES, room | {"at": invite.created_at}))[0][0]
    if not belongs or live >= INVITES_MAX:
        return False
    await rows(connection, _ADD_INVITE, values_of(invite))
    return True


async def _use(
    connection: AsyncConnection, room_id: Id, token_hash: str, user_id: Id, at: datetime
) -> Member | None:
    pair: dict[str, Any] = {"room": room_id, "user": user_id}
    found = await rows(connection, _MEMBER, pair)
    if found:
        return member_of(found[0])
    taken = await rows(connection, _TAKE_USE, pair | {"token": token_hash, "at": at})
    if not taken:
        return None
    await rows(connection, _FORGIVE, pair)
    member = Member(room_id, user_id, Role(taken[0].role), at)
    await rows(connection, _ADD_MEMBER, values_of(member))
    return member


async def _expel(connection: AsyncConnection, room_id: Id, user_id: Id, at: datetime) -> bool:
    pair = {"room": room_id, "user": user_id}
    if not await rows(connection, _REMOVE, pair):
        return False
    await rows(connection, _REVOKE_THEIRS, pair)
    await rows(connection, _REMEMBER, {"room_id": room_id, "user_id": user_id, "at": at})
    return True
