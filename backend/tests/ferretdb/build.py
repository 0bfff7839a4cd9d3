"""Builds the server that speaks MongoDB's protocol, once for each state of its sources."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
_SOURCES = ("main.go", "go.mod", "go.sum")
_HOW = (
    "The tests of the MongoDB store need Go 1.24 or newer, which builds a server for them: "
    "Debian 13 has it (sudo apt-get install golang-go), otherwise see go.dev/dl"
)


class Missing(Exception):
    """The server cannot be built here; the message says in one line what to install."""


def built() -> Path:
    """The program, built when it is not there yet (a minute or two). Raises Missing."""
    program = _cache() / f"ferretdb-{_mark()}"
    if not program.exists():
        _build(program)
    return program


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gethory"


def _mark() -> str:
    """Another one for other sources."""
    content = b"".join((HERE / name).read_bytes() for name in _SOURCES)
    return hashlib.sha256(content).hexdigest()[:16]


def _build(program: Path) -> None:
    go = shutil.which("go")
    if go is None:
        raise Missing(_HOW)
    program.parent.mkdir(parents=True, exist_ok=True)
    draft = program.with_name(f"{program.name}.{os.getpid()}")
    command = [go, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", str(draft), "."]
    settings = os.environ | {"CGO_ENABLED": "0"}
    done = subprocess.run(
        command, check=False, cwd=HERE, env=settings, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise Missing(f"{_HOW}. It said: {done.stderr.strip()[-300:]}")
    draft.replace(program)


if __name__ == "__main__":
    try:
        built()
    except Missing as missing:
        raise SystemExit(str(missing)) from None
