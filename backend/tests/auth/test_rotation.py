"""The table of presented refresh tokens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auth.desk import Clock
from gethory.auth.rotation import Verdict, judge
from gethory.models import ROTATIONS_KEPT, Session, SessionKind

NOW = Clock()()


def ago(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


SESSION = Session(
    id="5" * 24,
    user_id="6" * 24,
    kind=SessionKind.FULL,
    created_at=NOW - ago(3600),
    expires_at=NOW + timedelta(days=30),
    last_seen_at=NOW,
    generation=4,
    rotated_at=(NOW - ago(60), NOW - ago(11), NOW - ago(10), NOW - ago(2)),
)
"""Token 3 was used 2 s ago, token 2 10 s ago, token 1 11 s ago, token 0 60 s ago."""


@pytest.mark.parametrize(
    ("presented", "verdict"),
    [
        (4, Verdict.ROTATE),
        (3, Verdict.REPEAT),
        (2, Verdict.REFUSE),
        (1, Verdict.REFUSE),
        (0, Verdict.END),
        (-1, Verdict.END),
        (5, Verdict.END),
    ],
)
def test_what_a_presented_token_gets(presented: int, verdict: Verdict) -> None:
    assert judge(SESSION, presented, NOW) is verdict


def test_a_moment_after_ten_seconds_forgiveness_ends() -> None:
    later = NOW + timedelta(milliseconds=1)
    assert judge(SESSION, 1, later) is Verdict.END
    assert judge(SESSION, 2, later) is Verdict.REFUSE


@pytest.mark.parametrize("days", [0, 20])
def test_a_predecessor_whose_successor_was_never_used_gets_it_however_late(days: int) -> None:
    assert judge(SESSION, 3, NOW + timedelta(days=days)) is Verdict.REPEAT


def test_a_fresh_session_has_one_token() -> None:
    fresh = replace(SESSION, generation=0, rotated_at=())
    assert judge(fresh, 0, NOW) is Verdict.ROTATE
    assert judge(fresh, 1, NOW) is Verdict.END


def test_a_token_older_than_what_is_remembered_ends() -> None:
    many = replace(
        SESSION, generation=100, rotated_at=tuple(NOW - ago(1) for _ in range(ROTATIONS_KEPT))
    )
    assert judge(many, 100 - ROTATIONS_KEPT - 1, NOW) is Verdict.REFUSE
    assert judge(many, 100 - ROTATIONS_KEPT - 2, NOW) is Verdict.END
