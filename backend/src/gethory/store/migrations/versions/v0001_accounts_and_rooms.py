"""Accounts, their sessions and codes, and rooms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _users()
    _sessions()
    _codes()
    _rooms()


def downgrade() -> None:
    for table in ("rooms", "verification_codes", "sessions", "users"):
        op.drop_table(table)


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("email_key", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("username", sa.Text),
        sa.Column("username_key", sa.Text),
        sa.Column("avatar", sa.Text),
        sa.Column("bio", sa.Text, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("profile_completed", sa.Boolean, nullable=False),
    )
    op.create_index("ix_users_email", "users", ["email_key", "created_at"])
    op.create_index(
        "uq_users_verified_email",
        "users",
        ["email_key"],
        unique=True,
        sqlite_where=sa.text("verified = 1"),
    )
    op.create_index(
        "ix_users_unverified", "users", ["created_at"], sqlite_where=sa.text("verified = 0")
    )
    op.create_index("uq_users_username", "users", ["username_key"], unique=True)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "user_id", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("last_seen_at", sa.BigInteger, nullable=False),
        sa.Column("user_agent", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("rotated_at", sa.Text, nullable=False),
    )
    op.create_index("ix_sessions_user", "sessions", ["user_id", "created_at"])
    op.create_index("ix_sessions_expiry", "sessions", ["expires_at"])


def _codes() -> None:
    op.create_table(
        "verification_codes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "user_id", sa.Text, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("code_hash", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("wrong_inside", sa.Integer, nullable=False),
        sa.Column("wrong_outside", sa.Integer, nullable=False),
    )
    op.create_index(
        "uq_codes_user_purpose", "verification_codes", ["user_id", "purpose"], unique=True
    )
    op.create_index("ix_codes_token", "verification_codes", ["token_hash"])
    op.create_index("ix_codes_expiry", "verification_codes", ["expires_at"])


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("topic_key", sa.Text, nullable=False),
        sa.Column("room_type", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("speaker_ids", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_rooms_type", "rooms", ["room_type", "created_at", "id"])
    op.create_index("ix_rooms_owner", "rooms", ["owner_id", "created_at", "id"])
