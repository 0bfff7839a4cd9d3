"""A real server that speaks MongoDB's protocol, as a process with a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
from itertools import count
from pathlib import Path

import pytest
from pymongo import MongoClient

from ferretdb.build import Missing, built

_STOP_S = 10.0
_number = count(1)


class FerretDB:
    """One server: started, frozen, killed, and started again on the same data and port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = program()
        self._address = "127.0.0.1:0"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """It is listening when this returns."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [str(self._program), "-listen", self._address, "-folder", str(self._folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        with self._process.stdout as said:
            self._address = said.readline().strip()
        assert self._address, "the database did not start"

    def kill(self) -> None:
        """kill -9: connections break, and nobody listens any more."""
        self._running.kill()
        self._running.wait(_STOP_S)

    def freeze(self) -> None:
        """SIGSTOP: connections stay and say nothing."""
        self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._running.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """For good; its own way of ending takes three seconds."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def uri(self, name: str | None = None) -> str:
        """The address of a database of this name; without one, of a fresh one."""
        return f"mongodb://{self._address}/{name or f'fresh{next(_number)}'}"

    def empty(self, uri: str) -> None:
        """Delete everything in this database; its indexes stay."""
        with MongoClient[dict[str, object]](uri) as client:
            database = client.get_default_database()
            for name in database.list_collection_names():
                database[name].delete_many({})

    @property
    def _running(self) -> subprocess.Popen[str]:
        assert self._process is not None, "the database was not started"
        return self._process


def program() -> Path:
    """The built program; the test is skipped where it cannot be built, and fails with CI=true."""
    try:
        return built()
    except Missing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
