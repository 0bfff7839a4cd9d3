"""The real server as a process on a free port, with a data folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import httpx2

from scenarios.eventually import eventually

_KEPT = ("PATH", "PYTHONPATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
_START_S = 45.0
_STOP_S = 15.0
_SERVE = "from gethory.cli import main; main()"


class Server:
    """One `gethory serve`: started, killed, and started again on the same data and port.

    `settings` are environment variables; the limits are far away unless it says otherwise.
    `prelude` is Python that runs before anything of the server is imported, `ready_at` what says
    yes once it has started.
    """

    logs: ClassVar[set[Path]] = set()
    """What all servers of this run wrote; read at its end."""

    def __init__(
        self, folder: Path, *, prelude: str = "", ready_at: str = "/readyz", **settings: str
    ) -> None:
        self._ready_at = ready_at
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self.settings = settings
        self._program = f"{prelude}\n{_SERVE}"
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it and wait until it answers."""
        self.logs.add(self._log)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220 - starting takes no time
                [sys.executable, "-c", self._program, "serve"],
                env=self.environment(),
                cwd=self._folder,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        await eventually(self._not_ready, _START_S)

    def kill(self) -> None:
        """kill -9: no goodbye to anybody."""
        self._running.kill()
        self._running.wait(_STOP_S)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop and wait; the exit code. Kills it when it does not."""
        if self._running.poll() is None:
            self._running.send_signal(how)
        try:
            return self._running.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def output(self) -> str:
        """What it has said so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("the server was not started")
        return self._process

    def _not_ready(self) -> str:
        if self._running.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{self.output()}")
        try:
            ready = httpx2.get(f"{self.url}{self._ready_at}", timeout=2).status_code == 200
        except httpx2.HTTPError:
            ready = False
        return "" if ready else f"the server does not answer:\n{self.output()}"

    def environment(self) -> dict[str, str]:
        """What it runs with, for another program beside it."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        ours = {
            "NODE_ENV": "development",
            "PORT": str(self.port),
            "BACKEND_URL": self.url,
            "DATA_DIR": str(self._folder / "data"),
            "DB_URI": "",
            "APP_ORIGIN": "",
            "STUN_PORT": "0",
            "RATE_LIMIT_SCALE": "1000",
        }
        return kept | ours | self.settings


def free_port() -> int:
    """A TCP port that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
