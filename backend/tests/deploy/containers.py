"""Containers of the built images, in a network of their own, as compose starts them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from deploy.images import Builder
from deploy.parts import program

_number = count(1)
CARRIER = Path(__file__).with_name("carrier.py")


class Network:
    """A network namespace with a loopback of its own: every port is free in it.

    `names` are what it calls addresses, besides `localhost`.
    """

    def __init__(self, names: dict[str, str] | None = None) -> None:
        self._ip = program("ip", "iproute2")
        self._name = f"gethory-test-{os.getpid()}-{next(_number)}"
        self._names = names or {}
        self._files = Path("/etc/netns") / self._name  # ip-netns(8) lays these over /etc
        self._processes: list[subprocess.Popen[bytes]] = []

    def open(self) -> None:
        if self._names:
            self._files.mkdir(parents=True)
            named = {"localhost": "127.0.0.1", **self._names}
            lines = (f"{address} {name}\n" for name, address in named.items())
            (self._files / "hosts").write_text("".join(lines))
        subprocess.run([self._ip, "netns", "add", self._name], check=True)
        self.run("ip", "link", "set", "lo", "up")

    def close(self) -> None:
        """End everything that was started here."""
        for process in reversed(self._processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        subprocess.run([self._ip, "netns", "delete", self._name], check=True)
        shutil.rmtree(self._files, ignore_errors=True)

    def run(self, *command: str) -> str:
        """What a command says that is run in this network."""
        done = subprocess.run(self._inside(*command), check=True, capture_output=True, text=True)
        return done.stdout

    def start(self, *command: str, log: Path, fds: tuple[int, ...] = ()) -> None:
        """A process in this network that ends with it."""
        with log.open("ab") as out:
            process = subprocess.Popen(
                self._inside(*command),
                stdout=out,
                stderr=out,
                pass_fds=fds,
                start_new_session=True,
            )
        self._processes.append(process)

    def way_to(self, port: int, log: Path) -> int:
        """A port of the test's own loopback that leads to this one."""
        listener = socket.create_server(("127.0.0.1", 0))
        with listener:
            words = (sys.executable, str(CARRIER), str(listener.fileno()), str(port))
            self.start(*words, log=log, fds=(listener.fileno(),))
            return int(listener.getsockname()[1])

    def listening(self) -> set[tuple[str, int]]:
        """Every port on which somebody listens: its kind and number."""
        lines = self.run("ss", "-Hlntu").splitlines()
        words = (line.split() for line in lines)
        return {(word[0], int(word[4].rpartition(":")[2])) for word in words}

    def _inside(self, *command: str) -> list[str]:
        return [self._ip, "netns", "exec", self._name, *command]


@contextmanager
def container(builder: Builder, image: str) -> Iterator[str]:
    """A container of that image; `server` is a name of this machine in it."""
    name = builder.run("from", "--add-host", "server:127.0.0.1", image)
    try:
        yield name
    finally:
        builder.run("rm", name)


def started(
    builder: Builder, name: str, image: str, volumes: dict[Path, str], settings: dict[str, str]
) -> list[str]:
    """The command that runs a container as its image says, as the user that it says.

    Engines give that user the standard output, which `/dev/stdout` opens again. This isolation does
    not: a pipe of the user's own stands in for it.
    """
    mounts = [f"--volume={here}:{there}" for here, there in volumes.items()]
    given = [f"--env={key}={value}" for key, value in settings.items()]
    command = ["sh", "-c", '"$@" | cat', "sh", *builder.config(image)["Cmd"]]
    return builder.command("run", "--isolation", "chroot", *mounts, *given, name, "--", *command)
