"""The real coturn, started by the script and configuration that we ship, on a host of its own.

As root it runs in a network namespace and is asked from another one; else on loopback, where the
same is true of all that is asked here.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest

from turn.client import Turn

ROOT = Path(__file__).resolve().parents[3]
START = ROOT / "deploy" / "coturn" / "start.sh"
HOW = "The tests of the relay need coturn: sudo apt-get install coturn"
SECRET = "a secret that only the relay and Gethory know"
PORT = 3478
_CLONE_NEWNET = 0x40000000  # sched.h
_START_TRIES = 100
_number = count(1)


@dataclass(frozen=True)
class Host:
    """Where one end lives: a namespace, or this machine's loopback."""

    namespace: str | None
    address: str

    def inside(self, command: list[str]) -> list[str]:
        """The command, run there."""
        if self.namespace is None:
            return command
        return ["ip", "netns", "exec", self.namespace, *command]

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Sockets that this thread makes meanwhile are made there."""
        if self.namespace is None:
            yield
            return
        with open("/proc/thread-self/ns/net", "rb") as home:
            _enter(Path(f"/run/netns/{self.namespace}"))
            try:
                yield
            finally:
                _set_namespace(home.fileno())


class Relay:
    """One running coturn, and who asks it."""

    def __init__(self, home: Host, client: Host, folder: Path, *more: str) -> None:
        """`more` is said on its command line."""
        self._home = home
        self._client = client
        self._log = folder / "coturn.log"
        self._more = more
        self._pid = 0

    @property
    def address(self) -> str:
        """Its own."""
        return self._home.address

    def turn(self) -> Turn:
        """A new client at the other host."""
        with self._client.entered():
            return Turn((self._home.address, PORT))

    @contextmanager
    def started_by(self, command: str) -> Iterator[Relay]:
        """The same by a command of the shell, in the folder of Gethory."""
        with self._process(["bash", "-euc", command]):
            yield self

    @contextmanager
    def running(self) -> Iterator[Relay]:
        """From its first answer on."""
        if shutil.which("turnserver") is None:
            missing()
        addresses = [self._home.address, *(["fd00:78::1"] if self._home.namespace else ["::1"])]
        told = ["--realm=gethory", "--no-tls"]
        told += [
            f"--listening-ip={self._home.address}",
            "--pidfile=/dev/null",
            f"--userdb={self._log.parent}/turndb",
        ]
        told += [f"--relay-ip={address}" for address in addresses]
        with self._process(["sh", str(START), *told, *self._more]):
            yield self

    @contextmanager
    def _process(self, command: list[str]) -> Iterator[None]:
        with self._log.open("wb") as log:
            process = subprocess.Popen(
                self._home.inside(command),
                env=os.environ | {"TURN_SECRET": SECRET},
                stdout=log,
                stderr=log,
                cwd=ROOT,
            )
        self._pid = process.pid
        try:
            self._await_answer(process)
            yield
        finally:
            process.kill()
            process.wait()

    def seen(self) -> tuple[str, str]:
        """Its command line, which everybody sees, and the environment that it keeps."""
        process = Path(f"/proc/{self._pid}")
        arguments, surroundings = (process / "cmdline", process / "environ")
        return arguments.read_text(), surroundings.read_text()

    def said(self) -> str:
        """Its log."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _await_answer(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(_START_TRIES):
            assert process.poll() is None, f"coturn ended at once:\n{self.said()}"
            with self.turn() as turn:
                turn.patience_s = 0.1
                try:
                    turn.allocate(None)
                except (TimeoutError, ConnectionRefusedError):
                    continue
                return
        raise AssertionError(f"coturn does not answer:\n{self.said()}")


@contextmanager
def two_hosts() -> Iterator[tuple[Host, Host]]:
    """The relay's and its client's, with a cable between them where root allows."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        yield Host(None, "127.0.0.1"), Host(None, "127.0.0.1")
        return
    hosts = [
        Host(f"gethory-{os.getpid()}-{next(_number)}-{name}", f"10.78.0.{number}")
        for number, name in enumerate(("relay", "client"), 1)
    ]
    made = [host.namespace or "" for host in hosts]
    try:
        for name in made:
            _ip("netns", "add", name)
        _ip(
            "-n", made[0], "link", "add", "cable", "type", "veth", "peer", "cable", "netns", made[1]
        )
        for host, name in zip(hosts, made, strict=True):
            _ip("-n", name, "address", "add", f"{host.address}/24", "dev", "cable")
            six = f"fd00:78::{host.address[-1]}/64"
            _ip("-n", name, "address", "add", six, "dev", "cable", "nodad")
            for device in ("lo", "cable"):
                _ip("-n", name, "link", "set", device, "up")
        yield hosts[0], hosts[1]
    finally:
        for name in made:
            subprocess.run(["ip", "netns", "delete", name], check=False)


def missing() -> NoReturn:
    """Skips the test where coturn is not there, and fails it with CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(HOW)
    pytest.skip(HOW)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def _enter(namespace: Path) -> None:
    with namespace.open("rb") as file:
        _set_namespace(file.fileno())


def _set_namespace(descriptor: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")
