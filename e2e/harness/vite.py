"""The development server of the client, for pages that no built client has."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.eventually import eventually
from harness.server import ROOT, free_port

_START_S = 60.0


@contextmanager
def developing(log: Path) -> Iterator[str]:
    """`vite` on a free port; yields its origin."""
    port = free_port()
    frontend = ROOT / "frontend"
    vite = frontend / "node_modules" / "vite" / "bin" / "vite.js"
    with log.open("ab") as out:
        process = subprocess.Popen(
            ["node", vite, "--port", str(port), "--strictPort"],
            cwd=frontend,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    origin = f"http://localhost:{port}"
    try:
        eventually(lambda: _trouble(origin), within_s=_START_S)
        yield origin
    finally:
        process.terminate()
        process.wait(10)


def _trouble(origin: str) -> str:
    try:
        with urllib.request.urlopen(f"{origin}/__states", timeout=_START_S) as answer:
            return "" if answer.status == 200 else f"vite answers {answer.status}"
    except OSError as fault:
        return f"vite does not answer: {fault}"
