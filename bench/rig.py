"""What every measurement needs: servers pinned to one core, clients on another, their counters."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NODE_PEER = HERE / "peers" / "node-socketio"
_SERVE = "from gethory.cli import main; main()"
_PATIENCE_S = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A measurement that cannot be taken; the reason is a sentence."""


class Server(ABC):
    """A server under test: one process, pinned to one core."""

    name: str

    def __init__(self, core: int | None) -> None:
        self.port = free_port()
        self._core = core
        self._process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]: ...

    def environment(self) -> dict[str, str]:
        """Nothing of the caller's but where programs are."""
        return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            pinned(self.command(), self._core),
            env=self.environment(),
            cwd=HERE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.await_answer()

    def await_answer(self) -> float:
        """When it began to take connections, monotonic seconds."""
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            if self._running.poll() is not None:
                raise Failed(f"{self.name} ended at once: {' '.join(self.command())}")
            if self.answers():
                return time.monotonic()
            time.sleep(0.005)
        raise Failed(f"{self.name} does not answer")

    def answers(self) -> bool:
        """Whether somebody takes connections."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """kill -9."""
        self._running.kill()
        self._running.wait()

    def stop(self) -> None:
        """Ask it to end, and see to it."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def cpu_s(self) -> float:
        """Processor seconds that it has used, all threads."""
        fields = Path(f"/proc/{self._running.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory_bytes(self) -> int:
        """Resident memory."""
        lines = Path(f"/proc/{self._running.pid}/status").read_text().splitlines()
        (kb,) = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
        return int(kb) * 1024

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise Failed(f"{self.name} was not started")
        return self._process


class Ours(Server):
    """`gethory serve` as anybody runs it, with its limits far away but counted."""

    name = "gethory"
    SECRET = "a secret of the benchmarks, long enough for HS256"

    def __init__(self, core: int | None, data: Path) -> None:
        super().__init__(core)
        self._data = data

    def command(self) -> list[str]:
        return [sys.executable, "-c", _SERVE, "serve"]

    def environment(self) -> dict[str, str]:
        return super().environment() | {
            "NODE_ENV": "production",
            "PORT": str(self.port),
            "BACKEND_URL": f"http://127.0.0.1:{self.port}",
            "JWT_SECRET": self.SECRET,
            "JWT_REFRESH_SECRET": self.SECRET[::-1],
            "DATA_DIR": str(self._data),
            "DB_URI": "",
            "APP_ORIGIN": "",
            "STUN_PORT": "0",
            "LOG_LEVEL": "warning",
            "RATE_LIMIT_SCALE": "1000000",
        }

    def answers(self) -> bool:
        """Whether it has begun: it takes connections long before, and lets them wait."""
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.port), 30) as probe,
        ):
            probe.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return bool(probe.recv(1))
        return False


class Node(Server):
    """Socket.IO on Node with the same handlers."""

    name = "node"

    def command(self) -> list[str]:
        return ["node", str(NODE_PEER / "server.mjs"), str(self.port)]

    def environment(self) -> dict[str, str]:
        return super().environment() | {"NODE_ENV": "production"}

    @staticmethod
    def install() -> None:
        """Its packages, the first time."""
        if not (NODE_PEER / "node_modules").is_dir():
            subprocess.run(["npm", "ci", "--silent"], cwd=NODE_PEER, check=True)


class Mirror(Server):
    """The load generator's own server, which does next to nothing."""

    name = "mirror"

    def __init__(self, core: int | None, generator: Path) -> None:
        super().__init__(core)
        self._generator = generator

    def command(self) -> list[str]:
        return [str(self._generator), "mirror", f"port={self.port}"]


class Load:
    """The load generator, running."""

    def __init__(self, generator: Path, core: int | None, mode: str, **options: object) -> None:
        command = [str(generator), mode, *(f"{name}={what}" for name, what in options.items())]
        self._process = subprocess.Popen(
            pinned(command, core),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def next(self) -> dict[str, Any]:
        """The next thing that happened."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            assert self._process.stderr is not None
            raise Failed(f"the load generator: {self._process.stderr.read().strip()}")
        happened: dict[str, Any] = json.loads(line)
        return happened

    def end(self) -> None:
        """Let it end, or end it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server, started, and stopped in the end."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def built_generator() -> Iterator[Path]:
    """The load generator, compiled in a folder of its own."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise Failed("A C compiler is needed for the load generator: apt-get install gcc libc6-dev")
    with tempfile.TemporaryDirectory(prefix="gethory-bench-") as folder:
        program = Path(folder) / "load"
        sources = sorted((HERE / "load").glob("*.c"))
        subprocess.run([compiler, "-O2", "-o", program, *sources], check=True)
        yield program


def allow_open_files(count: int) -> None:
    """Let the programs that are started have so many connections. Raises Failed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        if count > hard:
            raise Failed(f"{count} open files are needed, this machine allows {hard}: ulimit -Hn")
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


def cores() -> tuple[int | None, int | None]:
    """One core for the server, one for its clients; None where a process cannot be pinned."""
    if not hasattr(os, "sched_getaffinity"):
        return None, None
    ours = sorted(os.sched_getaffinity(0))
    if len(ours) < 2:
        raise Failed("Two cores are needed: one for the server, one for its clients.")
    return ours[0], ours[1]


def pinned(command: list[str], core: int | None) -> list[str]:
    """The command, on that core only."""
    return command if core is None else ["taskset", "-c", str(core), *command]


def free_port() -> int:
    """A TCP port that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
