"""The outbox in SQLite."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from gethory.models import Id, Mail
from gethory.store.base import EXPIRED_AT_ONCE, ClaimedMail
from gethory.store.sqlite.database import rows
from gethory.store.sqlite.part import Part
from gethory.store.sqlite.rows import mail_of, mail_values
from gethory.store.sqlite.tables import Moment, codes, mails

_LISTED = 100
_AT = bindparam("moment", type_=Moment)
_UNTIL = bindparam("until", type_=Moment)
_THIS = mails.c.id == bindparam("mail_id")

_ADD = insert(mails)
_NEXT = (
    select(mails.c.id)
    .where(mails.c.due_at <= _AT, mails.c.expires_at > _AT)
    .order_by(mails.c.due_at, mails.c.id)
    .limit(1)
    .scalar_subquery()
)
_CLAIM = (
    update(mails)
    .where(mails.c.id == _NEXT)
    .values(due_at=_UNTIL, tries=mails.c.tries + 1)
    .returning(mails)
)
_DELAY = update(mails).where(_THIS, mails.c.tries == bindparam("claim")).values(due_at=_UNTIL)
_HASTEN = update(mails).where(mails.c.due_at > _UNTIL).values(due_at=_UNTIL)
_DROP = delete(mails).where(_THIS).returning(mails.c.id)
_EXPIRED = select(mails.c.id).where(mails.c.expires_at <= _AT).limit(EXPIRED_AT_ONCE)
_EXPIRE = delete(mails).where(mails.c.id.in_(_EXPIRED)).returning(mails.c.id)
_NEXT_DUE = select(func.min(mails.c.due_at))
_COUNT = select(func.count()).select_from(mails).where(mails.c.expires_at > _AT)
_WAITING = (
    select(mails)
    .where(mails.c.expires_at > _AT)
    .order_by(mails.c.at.desc(), mails.c.id.desc())
    .limit(_LISTED)
)
_COUNT_FROM_NOW = update(codes).where(codes.c.id == bindparam("code")).values(expires_at=_UNTIL)
_DROP_EARLIER = delete(mails).where(
    mails.c.code_id.in_(
        select(codes.c.id).where(
            codes.c.user_id == bindparam("user"), codes.c.purpose == bindparam("what")
        )
    )
)


class Mails(Part):
    """The methods about mails."""

    async def claim_mail(self, at: datetime, until: datetime) -> ClaimedMail | None:
        claimed = await self._database.write(_CLAIM, {"moment": at, "until": until})
        return ClaimedMail(mail_of(claimed[0]), claimed[0].tries) if claimed else None

    async def settle_mail(self, mail: Mail, code_until: datetime) -> None:
        await self._database.transact(lambda connection: _settle(connection, mail, code_until))

    async def delay_mail(self, mail_id: Id, tries: int, until: datetime) -> None:
        values = {"mail_id": mail_id, "claim": tries, "until": until}
        await self._database.write(_DELAY, values)

    async def hasten_mails(self, until: datetime) -> None:
        await self._database.write(_HASTEN, {"until": until})

    async def drop_mail(self, mail_id: Id) -> bool:
        return bool(await self._database.write(_DROP, {"mail_id": mail_id}))

    async def expire_mails(self, at: datetime) -> tuple[Id, ...]:
        dropped = await self._database.write(_EXPIRE, {"moment": at})
        return tuple(row.id for row in dropped)

    async def next_mail_at(self) -> datetime | None:
        found = await self._database.read(_NEXT_DUE)
        moment: datetime | None = found[0][0]
        return moment

    async def count_mails(self, at: datetime) -> int:
        found = await self._database.read(_COUNT, {"moment": at})
        return int(found[0][0])

    async def waiting_mails(self, at: datetime) -> tuple[Mail, ...]:
        found = await self._database.read(_WAITING, {"moment": at})
        return tuple(mail_of(row) for row in found)


async def _settle(connection: AsyncConnection, mail: Mail, code_until: datetime) -> None:
    if mail.code_id is not None:
        await rows(connection, _COUNT_FROM_NOW, {"code": mail.code_id, "until": code_until})
    await rows(connection, _DROP, {"mail_id": mail.id})


async def put_mail(connection: AsyncConnection, mail: Mail | None) -> None:
    """Keep the mail, if there is one, with what else the transaction does."""
    if mail is not None:
        await rows(connection, _ADD, mail_values(mail))


async def drop_mail_of_code(connection: AsyncConnection, user_id: Id, purpose: str) -> None:
    """Drop the mail that waits with the code which is about to be replaced."""
    await rows(connection, _DROP_EARLIER, {"user": user_id, "what": purpose})
