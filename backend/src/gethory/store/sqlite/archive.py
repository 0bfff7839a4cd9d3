"""Everything in a SQLite file, to be moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from gethory.models import Mail, Room
from gethory.store.moving import KeptUser, Kind, Record, Removal
from gethory.store.sqlite.database import rows
from gethory.store.sqlite.part import Part, among
from gethory.store.sqlite.rows import (
    Values,
    code_of,
    invite_of,
    mail_of,
    mail_values,
    member_of,
    room_of,
    room_values,
    session_of,
    user_of,
    user_values,
    values_of,
)
from gethory.store.sqlite.tables import (
    codes,
    earlier_accounts,
    invites,
    mails,
    members,
    removals,
    rooms,
    sessions,
    users,
)

_TABLES = {
    Kind.USERS: users,
    Kind.ROOMS: rooms,
    Kind.SESSIONS: sessions,
    Kind.CODES: codes,
    Kind.MAILS: mails,
    Kind.MEMBERS: members,
    Kind.REMOVALS: removals,
    Kind.INVITES: invites,
}
_FORGET = delete(earlier_accounts).where(among(earlier_accounts.c.user_id, "ids"))
_REMEMBER = insert(earlier_accounts)


class Archive(Part):
    """The methods by which everything is moved."""

    async def keys(self, kind: Kind) -> tuple[str, ...]:
        found = await self._database.read(select(_key(kind)))
        return tuple(row[0] for row in found)

    async def records(self, kind: Kind, keys: Sequence[str]) -> list[Record]:
        statement = select(_TABLES[kind]).where(among(_key(kind), "keys"))
        found = await self._database.read(statement, {"keys": tuple(keys)})
        if kind is Kind.USERS:
            kept = {row.user_id for row in await self._database.read(select(earlier_accounts))}
            return [_kept_user(row, sweepable=row.id not in kept) for row in found]
        return [_READ[kind](row) for row in found]

    async def put_records(self, kind: Kind, records: Sequence[Record]) -> None:
        await self._database.transact(lambda connection: _put(connection, kind, records))


async def _put(connection: AsyncConnection, kind: Kind, records: Sequence[Record]) -> None:
    statement = _upsert(_TABLES[kind])
    for record in records:
        await rows(connection, statement, _values(record))
    accounts = [record for record in records if isinstance(record, KeptUser)]
    if accounts:
        await rows(connection, _FORGET, {"ids": tuple(one.user.id for one in accounts)})
    for one in accounts:
        if not one.sweepable:
            await rows(connection, _REMEMBER, {"user_id": one.user.id})


def _key(kind: Kind) -> ColumnElement[str]:
    match kind:
        case Kind.CODES:
            return codes.c.user_id + ":" + codes.c.purpose
        case Kind.MEMBERS:
            return members.c.room_id + ":" + members.c.user_id
        case Kind.REMOVALS:
            return removals.c.room_id + ":" + removals.c.user_id
        case _:
            return _TABLES[kind].c.id


def _upsert(table: Table) -> Executable:
    """In place of the row with the same key; a REPLACE would take with it what belongs to it."""
    new = insert(table).values({column: bindparam(column.name) for column in table.c})
    return new.on_conflict_do_update(
        index_elements=_own_key(table),
        set_={column.name: new.excluded[column.name] for column in table.c},
    )


def _own_key(table: Table) -> list[Any]:
    if table is codes:
        return [codes.c.user_id, codes.c.purpose]
    return list(table.primary_key)


def _kept_user(row: Row[Any], *, sweepable: bool) -> KeptUser:
    return KeptUser(user_of(row), row.username_key is not None, sweepable)


def _removal(row: Row[Any]) -> Removal:
    return Removal(row.room_id, row.user_id, row.at)


_READ: dict[Kind, Callable[[Row[Any]], Any]] = {
    Kind.ROOMS: room_of,
    Kind.SESSIONS: session_of,
    Kind.CODES: code_of,
    Kind.MAILS: mail_of,
    Kind.MEMBERS: member_of,
    Kind.REMOVALS: _removal,
    Kind.INVITES: invite_of,
}


def _values(record: Record) -> Values:
    match record:
        case KeptUser():
            values = user_values(record.user)
            return values if record.holds_username else values | {"username_key": None}
        case Room():
            return room_values(record)
        case Mail():
            return mail_values(record)
        case _:
            return values_of(record)
