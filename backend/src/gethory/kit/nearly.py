"""Names that are nearly right: whether one is a slip of another, and which one was meant."""

from __future__ import annotations

from collections.abc import Collection

_LONG = 10
"""From so many letters on two of them may be wrong in a slip, else one."""
_SHORT = 4
"""Of so few letters two may only have changed places: `PROT`, but `SORT` is a word of its own."""


def is_slip(name: str, known: str) -> bool:
    """Whether a name is so near to a known one that hardly anybody means anything else by it."""
    if name == known:
        return False
    if len(known) <= _SHORT:
        return sorted(name) == sorted(known) and distance(name, known) == 1
    return distance(name, known) <= (2 if len(known) >= _LONG else 1)


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that somebody meant who wrote this one; None when it is far from all."""
    far = max(1, len(name) // 3)
    best = min(known, key=lambda one: distance(name, one), default=None)
    return best if best is not None and distance(name, best) <= far else None


def distance(one: str, other: str) -> int:
    """How many letters are too many, missing, wrong, or have changed places with their neighbour
    (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
