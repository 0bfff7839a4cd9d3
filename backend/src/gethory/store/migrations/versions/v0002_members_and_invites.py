"""Members of rooms, those who were removed, and invites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _members()
    _removals()
    _invites()


def downgrade() -> None:
    for table in ("invites", "removals", "members"):
        op.drop_table(table)


def _members() -> None:
    op.create_table(
        "members",
        _key_to("room_id", "rooms.id"),
        _key_to("user_id", "users.id"),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_members_user", "members", ["user_id"])


def _removals() -> None:
    op.create_table(
        "removals",
        _key_to("room_id", "rooms.id"),
        _key_to("user_id", "users.id"),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_removals_user", "removals", ["user_id"])
    op.create_index("ix_removals_at", "removals", ["at"])


def _invites() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "room_id", sa.Text, sa.ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("uses_left", sa.Integer),
        sa.Column("role", sa.Text, nullable=False),
    )
    op.create_index("uq_invites_token", "invites", ["token_hash"], unique=True)
    op.create_index("ix_invites_room", "invites", ["room_id", "created_at", "id"])
    op.create_index("ix_invites_expiry", "invites", ["expires_at"])


def _key_to(name: str, column: str) -> sa.Column[str]:
    """Part of a primary key that goes with what it points to."""
    return sa.Column(name, sa.Text, sa.ForeignKey(column, ondelete="CASCADE"), primary_key=True)
