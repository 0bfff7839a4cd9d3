"""Accounts in SQLite."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, exists, false, func, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from gethory.errors import UsernameTaken
from gethory.models import CodePurpose, Id, Mail, SessionKind, User
from gethory.store.base import PasswordReset, ProfileChange, StoreConflict, Verified
from gethory.store.keys import email_key, username_key
from gethory.store.sqlite.database import rows
from gethory.store.sqlite.mails import put_mail
from gethory.store.sqlite.part import ASKED, WHICH, Part
from gethory.store.sqlite.rows import user_of, user_values
from gethory.store.sqlite.tables import Moment, Words, codes, sessions, users

_THIS_ID = users.c.id == bindparam("user_id")
_THIS_ADDRESS = users.c.email_key == bindparam("key")
_owner = users.alias("owner")

_ADD = insert(users)
_BY_ID = select(WHICH, users).join(ASKED, users.c.id == ASKED.c.value)
_OWNER = select(users).where(_THIS_ADDRESS, users.c.verified == true())
_REGISTRATIONS = (
    select(users)
    .where(_THIS_ADDRESS, users.c.verified == false())
    .order_by(users.c.created_at.desc(), users.c.id.desc())
)
_COUNT = (
    select(func.count())
    .select_from(users)
    .where(_THIS_ADDRESS, users.c.created_at >= bindparam("since", type_=Moment))
)
_GIVE_ADDRESS = (
    update(users)
    .where(
        _THIS_ID,
        ~exists().where(_owner.c.email_key == users.c.email_key, _owner.c.verified == true()),
    )
    .values(verified=True, updated_at=bindparam("at", type_=Moment))
    .returning(users)
)
_END_PENDING = (
    delete(sessions)
    .where(
        sessions.c.user_id.in_(select(users.c.id).where(_THIS_ADDRESS)),
        or_(
            sessions.c.user_id != bindparam("user_id"),
            sessions.c.kind == SessionKind.PENDING,
        ),
    )
    .returning(sessions.c.id)
)
_DROP_OTHERS = delete(users).where(_THIS_ADDRESS, users.c.verified == false())
_CHANGE_PROFILE = (
    update(users)
    .where(_THIS_ID)
    .values(
        avatar=func.coalesce(bindparam("new_avatar", type_=Words), users.c.avatar),
        bio=func.coalesce(bindparam("new_bio", type_=Words), users.c.bio),
        profile_completed=True,
    )
    .returning(users)
)
_REPEATED = select(users.c.username).where(
    _THIS_ID, users.c.username.is_not(None), users.c.username_key.is_(None)
)
_CHANGE_PASSWORD = (
    update(users)
    .where(_THIS_ID, users.c.password_hash == bindparam("before"))
    .returning(users.c.id)
)
_USE_RESET = (
    delete(codes)
    .where(
        codes.c.token_hash == bindparam("token"),
        codes.c.purpose == CodePurpose.RESET,
        codes.c.expires_at > bindparam("at", type_=Moment),
    )
    .returning(codes.c.user_id)
)
_SET_PASSWORD = update(users).where(_THIS_ID).returning(users)
_END_ALL = (
    delete(sessions).where(sessions.c.user_id == bindparam("user_id")).returning(sessions.c.id)
)


class Users(Part):
    """The methods about accounts."""

    async def add_user(self, user: User) -> None:
        await self._database.write(_ADD, user_values(user))

    async def user_by_id(self, user_id: Id) -> User | None:
        found = await self._database.find(_BY_ID, user_id)
        return None if found is None else user_of(found)

    async def users_by_ids(self, user_ids: tuple[Id, ...]) -> dict[Id, User]:
        found = await self._database.find_all(_BY_ID, user_ids)
        return {row.id: user_of(row) for row in found}

    async def verified_user(self, email: str) -> User | None:
        found = await self._database.read(_OWNER, {"key": email_key(email)})
        return user_of(found[0]) if found else None

    async def registrations(self, email: str) -> tuple[User, ...]:
        found = await self._database.read(_REGISTRATIONS, {"key": email_key(email)})
        return tuple(user_of(row) for row in found)

    async def count_codes_since(self, email: str, since: datetime) -> int:
        found = await self._database.read(_COUNT, {"key": email_key(email), "since": since})
        return int(found[0][0])

    async def verify_user(self, user_id: Id, at: datetime) -> Verified | None:
        return await self._database.transact(
            lambda connection: _verify(connection, user_id, at),
        )

    async def change_profile(self, user_id: Id, change: ProfileChange) -> User | None:
        try:
            return await self._database.transact(
                lambda connection: _change_profile(connection, user_id, change)
            )
        except StoreConflict:
            raise UsernameTaken from None

    async def change_password(
        self, user_id: Id, password_hash: str, at: datetime, *, before: str
    ) -> bool:
        values = {"password_hash": password_hash, "updated_at": at}
        this = {"user_id": user_id, "before": before}
        return bool(await self._database.write(_CHANGE_PASSWORD, values | this))

    async def reset_password(
        self, token_hash: str, password_hash: str, at: datetime, *, mail: Mail | None = None
    ) -> PasswordReset | None:
        return await self._database.transact(
            lambda connection: _reset(connection, token_hash, password_hash, at, mail)
        )


async def _change_profile(
    connection: AsyncConnection, user_id: Id, change: ProfileChange
) -> User | None:
    key = username_key(change.username)
    repeated = await rows(connection, _REPEATED, {"user_id": user_id})
    # Usernames of an earlier server may repeat: who has one without its key keeps it.
    keeps = repeated and username_key(repeated[0].username) == key
    values = {
        "user_id": user_id,
        "name": change.name,
        "username": change.username,
        "username_key": None if keeps else key,
        "new_bio": change.bio,
        "new_avatar": change.avatar,
        "updated_at": change.at,
    }
    changed = await rows(connection, _CHANGE_PROFILE, values)
    return user_of(changed[0]) if changed else None


async def _verify(connection: AsyncConnection, user_id: Id, at: datetime) -> Verified | None:
    given = await rows(connection, _GIVE_ADDRESS, {"user_id": user_id, "at": at})
    if not given:
        return None
    address = {"key": given[0].email_key}
    ended = await rows(connection, _END_PENDING, address | {"user_id": user_id})
    await rows(connection, _DROP_OTHERS, address)
    return Verified(user_of(given[0]), tuple(row.id for row in ended))


async def _reset(
    connection: AsyncConnection,
    token_hash: str,
    password_hash: str,
    at: datetime,
    mail: Mail | None,
) -> PasswordReset | None:
    used_up = await rows(connection, _USE_RESET, {"token": token_hash, "at": at})
    if not used_up:
        return None
    this = {"user_id": used_up[0].user_id}
    values = {"password_hash": password_hash, "updated_at": at}
    changed = await rows(connection, _SET_PASSWORD, this | values)
    ended = await rows(connection, _END_ALL, this)
    await put_mail(connection, mail)
    return PasswordReset(user_of(changed[0]), tuple(row.id for row in ended))
