"""The real server as a process: started, stopped, killed and started again on the same data."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from harness.eventually import eventually

ROOT = Path(__file__).resolve().parents[2]
GETHORY = ROOT / "backend" / ".venv" / "bin" / "gethory"

_KEPT = ("PATH", "PYTHONPATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
_START_S = 30.0
_STOP_S = 15.0


class Server:
    """One `gethory serve` with a data folder of its own; its output goes to `log`."""

    def __init__(self, data: Path, log: Path, port: int | None = None, **settings: str) -> None:
        self.data = data
        self.log = log
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self._settings = settings
        self._judged = 0
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> subprocess.Popen[bytes]:
        """Start the process and do not wait for anything."""
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [GETHORY, "serve"],
                env=self.environment(),
                cwd=self.log.parent,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        return self._process

    def environment(self) -> dict[str, str]:
        """What the process sees: nothing of the developer's own settings."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        ours = {
            "NODE_ENV": "development",
            "PORT": str(self.port),
            "DATA_DIR": str(self.data),
            "DB_URI": "",
            "BACKEND_URL": self.url,
            "APP_ORIGIN": "",
            "STUN_PORT": "0",
            "RATE_LIMIT_SCALE": "1000",
        }
        return kept | ours | self._settings

    def start(self) -> float:
        """Start and wait until it answers; the seconds that took."""
        began = time.monotonic()
        self.launch()
        eventually(self._not_ready, within_s=_START_S)
        return time.monotonic() - began

    def _not_ready(self) -> str:
        if self.running.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{self.tail()}")
        return "" if self.answers() else f"the server does not answer:\n{self.tail()}"

    def answers(self) -> bool:
        """Whether /readyz says 200 right now."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def number(self, sample: str) -> float:
        """What `/metrics` says of one sample, `name{label="value"}`; 0 when it is not there."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=2) as answer:
            lines = answer.read().decode().splitlines()
        found = (line.rpartition(" ") for line in lines)
        return next((float(value) for name, _, value in found if name == sample), 0.0)

    @property
    def running(self) -> subprocess.Popen[bytes]:
        """The process; RuntimeError when it was never started."""
        if self._process is None:
            raise RuntimeError("the server was not started")
        return self._process

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop and wait; the exit code."""
        self.running.send_signal(how)
        return self.running.wait(_STOP_S)

    def kill(self) -> None:
        """kill -9: no goodbye to anybody."""
        self.running.kill()
        self.running.wait(_STOP_S)

    def end(self) -> None:
        """Whatever state it is in, leave no process behind."""
        if self._process is not None and self._process.poll() is None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                self.kill()

    def complain(self) -> None:
        """Raise when it logged an error, or a stack, since this was last asked."""
        with self.log.open(encoding="utf-8", errors="replace") as log:
            log.seek(self._judged)
            lines = log.read().splitlines()
            self._judged = log.tell()
        errors = [line for line in lines if "[error" in line or "Traceback" in line]
        assert not errors, "\n".join([f"see {self.log}:", *errors])

    def tail(self, lines: int = 30) -> str:
        """The end of its output."""
        return "\n".join(
            self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        )


def free_port() -> int:
    """A TCP port nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
