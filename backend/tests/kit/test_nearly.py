"""Names that are nearly right."""

from __future__ import annotations

import pytest

from gethory.kit.nearly import distance, is_slip, nearest


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "acb", 1), ("kitten", "sitting", 3)],
)
def test_letters_apart(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == distance(other, one) == apart


@pytest.mark.parametrize(
    ("name", "known", "slip"),
    [
        ("PORT", "PORT", False),
        ("PROT", "PORT", True),
        ("SORT", "PORT", False),
        ("PORTS", "PORT", False),
        ("DB_URL", "DB_URI", True),
        ("DB_USER", "DB_URI", False),
        ("BACKEND_ULR", "BACKEND_URL", True),
        ("BAKEND_ULR", "BACKEND_URL", True),
        ("BACKEND_HOST", "BACKEND_URL", False),
    ],
)
def test_a_slip_is_a_letter_or_two(name: str, known: str, slip: bool) -> None:
    assert is_slip(name, known) is slip


def test_the_nearest_is_named_unless_it_is_far() -> None:
    known = ("PORT", "HOST", "LOG_LEVEL")
    assert nearest("LOGLEVEL", known) == "LOG_LEVEL"
    assert nearest("COFFEE", known) is None
    assert nearest("X", ()) is None
