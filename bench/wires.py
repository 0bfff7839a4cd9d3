"""Hosts of our own, with wires of a chosen length between them.

Each host is a network namespace with one TUN device. A process carries every IP packet from one
to another, and takes its time for it: TCP and UDP alike, and nothing has to know. It needs root,
and touches nothing of the machine's own network.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import os
import select
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from rig import Failed

_NET = "10.77.0"
_DEVICE = "wire"
_PACKET_MAX = 65_535
_CLONE_NEWNET = 0x40000000  # sched.h
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000  # linux/if_tun.h


@dataclass(frozen=True)
class Host:
    """One machine at the end of a wire."""

    name: str
    address: str

    def inside(self, command: list[str]) -> list[str]:
        """The command, run on this machine."""
        return ["ip", "netns", "exec", self.name, *command]


class Wires:
    """The wires between all hosts, each as long as all others."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def set_round_trip(self, milliseconds: float) -> None:
        """Between any two hosts, there and back."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{milliseconds / 2}\n")
        self._process.stdin.flush()


@contextmanager
def hosts(*names: str) -> Iterator[tuple[Wires, list[Host]]]:
    """So many machines; in the end there is nothing left of them."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        raise Failed("Network namespaces are needed: run as root, with iproute2 installed.")
    made = [
        Host(f"gethory-bench-{os.getpid()}-{name}", f"{_NET}.{number}")
        for number, name in enumerate(names, 1)
    ]
    try:
        for host in made:
            _ip("netns", "add", host.name)
        with _carrier([host.name for host in made]) as process:
            for host in made:
                _ip("-n", host.name, "link", "set", "lo", "up")
                _ip("-n", host.name, "address", "add", f"{host.address}/24", "dev", _DEVICE)
                _ip("-n", host.name, "link", "set", _DEVICE, "up")
            yield Wires(process), made
    finally:
        for host in made:
            subprocess.run(["ip", "netns", "delete", host.name], check=False)


@contextmanager
def _carrier(names: list[str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, __file__, *names],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        if not process.stdout.readline():
            raise Failed("no TUN device can be made here")
        yield process
    finally:
        process.kill()
        process.wait()


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


# the process that carries ----------------------------------------------------------------


def carry(devices: dict[bytes, int]) -> None:
    """Packets from each device to the one with their address, after the delay that was last read
    from the standard input (milliseconds); until that ends."""
    delay_s = 0.0
    order = count()
    under_way: list[tuple[float, int, bytes]] = []
    while True:
        wait_s = under_way[0][0] - time.monotonic() if under_way else None
        readable, _, _ = select.select([0, *devices.values()], [], [], wait_s and max(0, wait_s))
        now = time.monotonic()
        for source in readable:
            if source != 0:
                packet = os.read(source, _PACKET_MAX)
                heapq.heappush(under_way, (now + delay_s, next(order), packet))
            elif line := os.read(0, 64):
                delay_s = float(line.split()[-1]) / 1000
            else:
                return
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, packet = heapq.heappop(under_way)
            target = devices.get(packet[16:20])
            if target is not None and packet[0] >> 4 == 4:
                os.write(target, packet)


def _devices(names: list[str]) -> dict[bytes, int]:
    """A TUN device in each namespace, by its IPv4 address."""
    libc = ctypes.CDLL(None, use_errno=True)
    devices = {}
    for number, name in enumerate(names, 1):
        with open(f"/run/netns/{name}", "rb") as namespace:
            if libc.setns(namespace.fileno(), _CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
        device = os.open("/dev/net/tun", os.O_RDWR)
        request = struct.pack("16sH22x", _DEVICE.encode(), _IFF_TUN | _IFF_NO_PI)
        fcntl.ioctl(device, _TUNSETIFF, request)
        devices[bytes([*map(int, _NET.split(".")), number])] = device
    return devices


if __name__ == "__main__":
    made = _devices(sys.argv[1:])
    print("ready", flush=True)
    carry(made)
