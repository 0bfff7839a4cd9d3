"""`docs/operations.md` names every metric and every event of the log, and none besides."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from doors.conftest import OpenHouse
from gethory.mail.outage import MailNumbers
from gethory.web.readiness import Obstacle

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "backend" / "src" / "gethory"
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
_LEVELS = {"debug", "info", "warning", "error", "exception"}


def table(heading: str) -> list[str]:
    """The rows of the first table under a heading of the page."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| `")]


def first_cell(row: str) -> list[str]:
    return re.findall(r"`(\w+)`", row.split("|")[1])


async def test_every_metric_is_on_the_page_and_none_besides(
    open_house: OpenHouse,
) -> None:
    async with open_house() as house:
        text = (await house.browser().get("/metrics")).text
    there = re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE)
    assert sorted(there) == sorted(name for row in table("Numbers") for name in first_cell(row))
    labels = {
        name: set(re.findall(rf"^{name}(?:_bucket)?{{(.*?)}} ", text, re.MULTILINE))
        for name in there
    }
    for row in table("Numbers"):
        [name] = first_cell(row)
        told = {label for one in labels[name] for label in re.findall(r"(\w+)=", one)} - {"le"}
        assert not told or told == set(re.findall(r"`(\w+)`", row.split("|")[2])), name


def test_every_reason_and_outcome_is_on_the_page() -> None:
    for reason in Obstacle:
        assert f"`{reason}`" in PAGE
    for outcome in MailNumbers.__slots__:
        assert f"`{outcome}`" in PAGE


def test_every_event_of_the_log_is_on_the_page_and_none_besides() -> None:
    named = [name for row in table("Log") for name in first_cell(row)]
    assert sorted(named) == sorted(set(named))
    written = {event for file in SOURCE.rglob("*.py") for event in _events(file)}
    assert set(named) == written


def _events(file: Path) -> Iterator[str]:
    """What is given to a logger or to the notices as the name of an event."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        logs = isinstance(call.func, ast.Attribute) and (
            (call.func.attr in _LEVELS and ast.unparse(call.func.value) in ("_log", "log"))
            or (call.func.attr == "note" and "notices" in ast.unparse(call.func.value))
        )
        refuses = isinstance(call.func, ast.Attribute) and call.func.attr == "_refuse"
        first = call.args[0]
        if (logs or refuses) and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value
