"""What a presented refresh token means: one pure table (RFC 9700 §4.14, softened for tabs)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

from gethory.models import Session

FORGIVEN = timedelta(seconds=10)
"""How long after its successor was used an old token is taken for a late tab, not a thief."""


class Verdict(Enum):
    ROTATE = auto()
    """The newest token: a new one takes its place."""
    REPEAT = auto()
    """Its successor was not used yet: two tabs, a lost answer, a sleeping laptop. The same
    successor again."""
    REFUSE = auto()
    """Its successor was used a moment ago: refused, and nothing else happens."""
    END = auto()
    """A token of the past, or one we never gave: the whole session ends."""


def judge(session: Session, presented: int, at: datetime) -> Verdict:
    """What the refresh token of generation `presented` gets.

    A successor is used when the token after it comes to be, which `rotated_at` remembers.
    """
    behind = session.generation - presented
    if behind in (0, 1):
        return Verdict.ROTATE if behind == 0 else Verdict.REPEAT
    if not 1 <= behind - 1 <= len(session.rotated_at):
        return Verdict.END
    used_at = session.rotated_at[-(behind - 1)]
    return Verdict.REFUSE if at - used_at <= FORGIVEN else Verdict.END
