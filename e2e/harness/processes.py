"""The processes of a browser that we started, so that a story can stop it as a whole."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def family_of(argument: str) -> list[int]:
    """The processes that were started with this argument, and all their descendants."""
    parents = _parents()
    family = {pid for pid in parents if argument in _arguments(pid)}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sorted(family)


@contextmanager
def stopped(pids: list[int]) -> Iterator[None]:
    """As long as this lasts, none of them runs: SIGSTOP, then SIGCONT."""
    _signal(pids, signal.SIGSTOP)
    try:
        yield
    finally:
        _signal(pids, signal.SIGCONT)


def sleep_until(moment: float) -> None:
    """Let real time pass, by the monotonic clock: this is what the story is about."""
    time.sleep(max(0.0, moment - time.monotonic()))


def _signal(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue


def _parents() -> dict[int, int]:
    """Of every process its parent, as /proc tells."""
    found: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        found[int(stat.parent.name)] = int(after_name[1])
    return found


def _arguments(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []
