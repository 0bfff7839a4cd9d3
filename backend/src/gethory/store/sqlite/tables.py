"""The tables, and how our values stand in them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    false,
    true,
)

from gethory.store.keys import from_ms, storable, to_ms


class Words(TypeDecorator[str]):
    """Text; a lone surrogate, which SQLite cannot take, becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return None if value is None else to_ms(value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else from_ms(value)


class Moments(TypeDecorator[tuple[datetime, ...]]):
    """Several moments as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[datetime, ...] | None, _dialect: Dialect) -> str:
        return json.dumps([to_ms(moment) for moment in value or ()])

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[datetime, ...]:
        return tuple(from_ms(number) for number in json.loads(value))


class Ids(TypeDecorator[tuple[str, ...]]):
    """Several ids, or texts, as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str:
        return json.dumps(value or ())

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[str, ...]:
        return tuple(json.loads(value))


metadata = MetaData()

users = Table(
    "users",
    metadata,
    Column("id", Words, primary_key=True),
    Column("email", Words, nullable=False),
    Column("email_key", Words, nullable=False),
    Column("password_hash", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("name", Words),
    Column("username", Words),
    Column("username_key", Words),
    Column("avatar", Words),
    Column("bio", Words, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("profile_completed", Boolean, nullable=False),
)
Index("ix_users_email", users.c.email_key, users.c.created_at)
Index(
    "uq_users_verified_email",
    users.c.email_key,
    unique=True,
    sqlite_where=users.c.verified == true(),
)
Index(
    "ix_users_unverified",
    users.c.created_at,
    sqlite_where=users.c.verified == false(),
)
Index("uq_users_username", users.c.username_key, unique=True)

earlier_accounts = Table(
    "earlier_accounts",
    metadata,
    Column("user_id", Words, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
)
"""Moved here from an earlier server: they are not swept, though nobody ever verified them."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", Words, primary_key=True),
    Column("user_id", Words, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("user_agent", Words, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("rotated_at", Moments, nullable=False),
)
Index("ix_sessions_user", sessions.c.user_id, sessions.c.created_at)
Index("ix_sessions_expiry", sessions.c.expires_at)

codes = Table(
    "verification_codes",
    metadata,
    Column("id", Words, primary_key=True),
    Column("user_id", Words, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("purpose", Words, nullable=False),
    Column("code_hash", Words, nullable=False),
    Column("token_hash", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("wrong_inside", Integer, nullable=False),
    Column("wrong_outside", Integer, nullable=False),
)
Index("uq_codes_user_purpose", codes.c.user_id, codes.c.purpose, unique=True)
Index("ix_codes_token", codes.c.token_hash)
Index("ix_codes_expiry", codes.c.expires_at)

mails = Table(
    "mails",
    metadata,
    Column("id", Words, primary_key=True),
    Column("to", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("code", Words),
    Column("link", Words),
    Column("at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # No foreign key: a code that is put again takes another id.
    Column("code_id", Words),
    Column("due_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
)
Index("ix_mails_due", mails.c.due_at, mails.c.id)
Index("ix_mails_expiry", mails.c.expires_at)
Index("ix_mails_code", mails.c.code_id)

rooms = Table(
    "rooms",
    metadata,
    Column("id", Words, primary_key=True),
    Column("topic", Words, nullable=False),
    Column("topic_key", Words, nullable=False),
    Column("room_type", Words, nullable=False),
    # No foreign key: a room outlives its owner's account ("Former member").
    Column("owner_id", Words, nullable=False),
    Column("speaker_ids", Ids, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
Index("ix_rooms_type", rooms.c.room_type, rooms.c.created_at, rooms.c.id)
Index("ix_rooms_owner", rooms.c.owner_id, rooms.c.created_at, rooms.c.id)

members = Table(
    "members",
    metadata,
    Column("room_id", Words, ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Words, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Words, nullable=False),
    Column("since", Moment, nullable=False),
)
Index("ix_members_user", members.c.user_id)

removals = Table(
    "removals",
    metadata,
    Column("room_id", Words, ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Words, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Moment, nullable=False),
)
Index("ix_removals_user", removals.c.user_id)
Index("ix_removals_at", removals.c.at)

invites = Table(
    "invites",
    metadata,
    Column("id", Words, primary_key=True),
    Column("room_id", Words, ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("token_hash", Words, nullable=False),
    # No foreign key: an invite goes on without the account that made it.
    Column("created_by", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("uses_left", Integer),
    Column("role", Words, nullable=False),
)
Index("uq_invites_token", invites.c.token_hash, unique=True)
Index("ix_invites_room", invites.c.room_id, invites.c.created_at, invites.c.id)
Index("ix_invites_expiry", invites.c.expires_at)
