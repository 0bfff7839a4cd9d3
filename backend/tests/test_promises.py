"""`docs/security.md` names tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parents[1] / "docs" / "security.md"
_NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
_ABUSE = re.compile(r"^\| \*\*(\d+)\*\* ", re.MULTILINE)


@cache
def _tests_in(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(function.name for function in functions)


def test_every_test_that_a_promise_names_is_there() -> None:
    named = _NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 100
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (TESTS / file).is_file() or name not in _tests_in(TESTS / file)
    ]
    assert not missing


def test_every_row_names_a_test() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    promises = [row for row in rows if not re.match(r"\| (---|what is tried|promise) ", row)]
    assert promises
    assert not [row for row in promises if not _NAMED.search(row)]


def test_no_abuse_is_left_out() -> None:
    numbers = [int(number) for number in _ABUSE.findall(PAGE.read_text(encoding="utf-8"))]
    assert numbers == list(range(1, 23))
