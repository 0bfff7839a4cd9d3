"""Mailed codes in SQLite."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, and_, bindparam, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from gethory.models import Code, CodePurpose, Id, Mail
from gethory.store.base import ClaimOutcome
from gethory.store.sqlite.database import OwnerGone, rows
from gethory.store.sqlite.mails import drop_mail_of_code, put_mail
from gethory.store.sqlite.part import Part
from gethory.store.sqlite.rows import code_of, values_of
from gethory.store.sqlite.tables import Moment, codes

_WRONG_TRIES = 5
_INSERT = insert(codes)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[codes.c.user_id, codes.c.purpose],
    set_={column.name: _INSERT.excluded[column.name] for column in codes.c},
)
_BY_TOKEN = select(codes).where(codes.c.token_hash == bindparam("token"))
_THIS = and_(
    codes.c.user_id == bindparam("user"),
    codes.c.purpose == bindparam("what"),
)


def _use_up(wrong: Any) -> Executable:
    return (
        delete(codes)
        .where(
            _THIS,
            wrong < _WRONG_TRIES,
            codes.c.expires_at > bindparam("at", type_=Moment),
            or_(
                codes.c.code_hash == bindparam("secret"), codes.c.token_hash == bindparam("secret")
            ),
        )
        .returning(codes.c.id)
    )


def _count(wrong: Any) -> Executable:
    return update(codes).where(_THIS).values({wrong: wrong + 1})


_USE_UP = {
    True: _use_up(codes.c.wrong_inside),
    False: _use_up(codes.c.wrong_outside),
}
_COUNT_WRONG = {
    True: _count(codes.c.wrong_inside),
    False: _count(codes.c.wrong_outside),
}


class Codes(Part):
    """The methods about codes."""

    async def put_code(self, code: Code, mail: Mail | None = None) -> None:
        with suppress(OwnerGone):
            await self._database.transact(lambda connection: _put(connection, code, mail))

    async def code_by_token(self, token_hash: str) -> Code | None:
        found = await self._database.read(_BY_TOKEN, {"token": token_hash})
        return code_of(found[0]) if found else None

    async def claim_code(
        self, user_id: Id, purpose: CodePurpose, secret_hash: str, *, inside: bool, at: datetime
    ) -> ClaimOutcome:
        values = {"user": user_id, "what": purpose, "secret": secret_hash, "at": at}
        return await self._database.transact(
            lambda connection: _claim(connection, values, inside=inside)
        )


async def _put(connection: AsyncConnection, code: Code, mail: Mail | None) -> None:
    await drop_mail_of_code(connection, code.user_id, code.purpose)
    await rows(connection, _PUT, values_of(code))
    await put_mail(connection, mail)


async def _claim(
    connection: AsyncConnection, values: dict[str, Any], *, inside: bool
) -> ClaimOutcome:
    """Both statements run whatever the first finds, so that all answers take the same work."""
    used_up = await rows(connection, _USE_UP[inside], values)
    await rows(connection, _COUNT_WRONG[inside], {k: values[k] for k in ("user", "what")})
    return ClaimOutcome.RIGHT if used_up else ClaimOutcome.WRONG
