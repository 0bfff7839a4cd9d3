"""Hosts of our own with cables between them: network namespaces on one switch, and what is blocked.

The server stays on this machine; each host has it at its own localhost by a forward. Needs root,
and touches nothing of the machine's own network.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

NETWORK = "10.79.0"
HOW = "These stories need hosts of their own: run as root, with iproute2 and nftables installed"
_CABLE = "cable"
_CLONE_NEWNET = 0x40000000  # sched.h
_CHUNK = 65_536
_number = count(1)


@dataclass(frozen=True)
class Host:
    """One machine on the switch."""

    namespace: str
    address: str

    def inside(self, command: list[str]) -> list[str]:
        """The command, run on this machine."""
        return ["ip", "netns", "exec", self.namespace, *command]

    def block(self, *what: str) -> None:
        """Drop what leaves it for the network and matches, in the words of nft."""
        rules = "\n".join(f'add rule inet wall out oifname "{_CABLE}" {each} drop' for each in what)
        chain = "{ type filter hook output priority 0; }"
        script = f"add table inet wall\nadd chain inet wall out {chain}\n{rules}\n"
        subprocess.run(self.inside(["nft", "-f", "-"]), input=script, text=True, check=True)

    def unblock(self) -> None:
        """Everything may leave again."""
        subprocess.run(self.inside(["nft", "flush", "ruleset"]), check=True)


@dataclass
class Network:
    """The hosts of one file of stories."""

    _switch: str
    _made: list[str] = field(default_factory=list)
    _listening: list[socket.socket] = field(default_factory=list)

    def host(self, name: str) -> Host:
        """One more machine on the switch."""
        number = len(self._made) + 1
        made = Host(f"{self._switch}-{name}", f"{NETWORK}.{number}")
        _ip("netns", "add", made.namespace)
        self._made.append(made.namespace)
        port = f"port{number}"
        _ip("-n", self._switch, "link", "add", port, "type", "veth", "peer", _CABLE)
        _ip("-n", self._switch, "link", "set", _CABLE, "netns", made.namespace)
        _ip("-n", self._switch, "link", "set", port, "master", "bridge", "up")
        _ip("-n", made.namespace, "address", "add", f"{made.address}/24", "dev", _CABLE)
        for device in ("lo", _CABLE):
            _ip("-n", made.namespace, "link", "set", device, "up")
        _ip("-n", made.namespace, "route", "add", "default", "dev", _CABLE)
        return made

    def forward(self, host: Host, port: int) -> None:
        """Whoever on the host asks its localhost there reaches this machine's."""
        with _entered(host.namespace):
            listening = socket.create_server(("127.0.0.1", port))
        self._listening.append(listening)
        threading.Thread(target=_serve, args=(listening, port), daemon=True).start()

    def end(self) -> None:
        """Nothing is left of them."""
        for listening in self._listening:
            listening.close()
        for name in (*self._made, self._switch):
            subprocess.run(["ip", "netns", "delete", name], check=False)


@contextmanager
def network() -> Iterator[Network]:
    """A switch without a host so far. Skips where there can be none, and fails with CI=true."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("ip", "nft"))):
        missing(HOW)
    switch = f"gethory-{os.getpid()}-{next(_number)}"
    _ip("netns", "add", switch)
    made = Network(switch)
    try:
        _ip("-n", switch, "link", "add", "bridge", "type", "bridge")
        _ip("-n", switch, "link", "set", "bridge", "up")
        yield made
    finally:
        made.end()


def missing(how: str) -> None:
    """What is needed is not there."""
    if os.environ.get("CI") == "true":
        pytest.fail(how)
    pytest.skip(how)


def _serve(listening: socket.socket, port: int) -> None:
    while True:
        try:
            client, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_connect, args=(client, port), daemon=True).start()


def _connect(client: socket.socket, port: int) -> None:
    """One connection, until both ends have said all."""
    with client, suppress(OSError), socket.create_connection(("127.0.0.1", port)) as server:
        back = threading.Thread(target=_carry, args=(server, client), daemon=True)
        back.start()
        _carry(client, server)
        back.join()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def _entered(namespace: str) -> Iterator[None]:
    """Sockets that this thread makes meanwhile are made there."""
    with open("/proc/thread-self/ns/net", "rb") as home:
        with Path(f"/run/netns/{namespace}").open("rb") as there:
            _set_namespace(there.fileno())
        try:
            yield
        finally:
            _set_namespace(home.fileno())


def _set_namespace(descriptor: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
