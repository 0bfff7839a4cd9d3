"""What a line of log says, and what it never says."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest
import structlog

from gethory import log


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


SECRET = "hush " * 2


def fail(password: str) -> None:
    raise RuntimeError(f"no luck with {len(password)} letters")


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("name", ["ours", "theirs"])
def test_a_failure_shows_where_and_never_the_values(
    name: str, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("info", as_json=as_json)
    try:
        fail(SECRET)
    except RuntimeError:
        if name == "ours":
            structlog.get_logger().exception("it_failed")
        else:
            logging.getLogger(name).exception("it_failed")
    said = capsys.readouterr().err
    assert "no luck with 10 letters" in said
    assert "test_log.py" in said
    assert "hush" not in said
    if as_json:
        assert len(said.splitlines()) == 1
        assert json.loads(said)["event"] == "it_failed"


def test_a_line_cannot_be_forged(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", as_json=True)
    structlog.get_logger().info("room_created", room='x\n{"event":"forged"}\x1b[2J')
    [line] = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "room_created"


def test_what_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        log.configure("info", as_json=True)
        structlog.get_logger().info("room_created")
        logging.getLogger("theirs").error("it_failed")
        monkeypatch.undo()
        with suppress(OSError):  # what is left in it
            full.close()
