"""What was measured, where and of which commit: one JSON file for each run of a script."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from rig import HERE

RESULTS = HERE / "results"


def write(bench: str, settings: dict[str, Any], rows: list[dict[str, Any]], load: float) -> Path:
    """Keep the rows. `load` is the machine's load average before the run."""
    at = datetime.now(UTC)
    result = {
        "bench": bench,
        "at": at.isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "--short=12", "HEAD"),
        "changed": bool(_git("status", "--porcelain", "--", "../backend/src", ".")),
        "machine": machine(),
        "load_before": round(load, 2),
        "load_after": round(os.getloadavg()[0], 2),
        "settings": settings,
        "rows": rows,
    }
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{bench}-{at:%Y%m%d-%H%M}.json"
    file.write_text(json.dumps(result, indent=2) + "\n")
    return file


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "kernel": platform.release().partition("-")[0],
        "python": sys.version.partition(" ")[0],
        "node": _run("node", "--version"),
        "real_time": os.sched_getscheduler(0) != os.SCHED_OTHER,
    }


def spread(numbers: list[float]) -> dict[str, float]:
    """The middle one and both ends."""
    return {
        "median": round(median(numbers), 3),
        "least": round(min(numbers), 3),
        "most": round(max(numbers), 3),
    }


def shown(spread: dict[str, float]) -> str:
    """For a person."""
    return f"{spread['median']:.2f} ({spread['least']:.2f} to {spread['most']:.2f})"


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(": ")[2]
    return platform.machine()


def _git(*command: str) -> str:
    return _run("git", "-C", str(HERE), *command)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
