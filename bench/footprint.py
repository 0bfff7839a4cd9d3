"""The memory of the low-memory deployment: nginx, the server with its embedded database and coturn,
as `docker-compose.small.yml` has them, with 200 people in rooms who do nothing.

People come over TLS through nginx; the relay carries nobody. Memory is what is resident (`VmRSS`)
of every process, which counts shared pages more than once: the sum is an upper bound.
"""

from __future__ import annotations

import argparse
import os
import select
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import people
from crowd import Client
from results import write
from rig import HERE, Failed, Ours, Server, free_port, running

DEPLOY = HERE.parent / "deploy"
CLIENT = HERE.parent / "frontend" / "dist"
_MOST_MB = {"server": 120, "all": 400}
_MB = 1024 * 1024


class Nginx(Server):
    """Debian's nginx with the shipped configuration, on a high port."""

    name = "nginx"

    def __init__(self, folder: Path, server_port: int) -> None:
        super().__init__(None)
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        if program is None:
            raise Failed(
                "nginx is needed: apt-get install nginx-light libnginx-mod-http-brotli-static"
            )
        self._program = program
        self._folder = folder
        shutil.copytree(DEPLOY, folder / "deploy", ignore=shutil.ignore_patterns("tls"))
        shutil.copytree(CLIENT, folder / "dist")
        certificate = ["sh", str(folder / "deploy" / "certificate.sh"), "127.0.0.1"]
        subprocess.run(certificate, check=True, stdout=subprocess.DEVNULL)
        self._set_up(server_port)

    def command(self) -> list[str]:
        config = self._folder / "deploy" / "nginx" / "lan.conf"
        return [self._program, "-p", str(self._folder), "-c", str(config), "-e", "stderr"]

    def resident_mb(self) -> list[float]:
        """Of the master and each of its workers."""
        master = str(self._running.pid)
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [resident_mb(int(pid)) for pid in (master, *children)]

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._folder / "deploy/tls/fullchain.pem")

    def _set_up(self, server_port: int) -> None:
        changes = {
            "listen 8443": f"listen 127.0.0.1:{self.port}",
            "127.0.0.1:3000": f"127.0.0.1:{server_port}",
            "/tmp/gethory-nginx": str(self._folder / "nginx"),
            "access_log /dev/stdout": f"access_log {self._folder / 'access.log'}",
        }
        for file in (self._folder / "deploy" / "nginx").glob("*.conf"):
            text = file.read_text()
            for shipped, here in changes.items():
                text = text.replace(shipped, here)
            file.write_text(text)


class Coturn(Server):
    """Debian's coturn with the shipped configuration, which carries nobody."""

    name = "coturn"

    def __init__(self, folder: Path) -> None:
        super().__init__(None)
        if shutil.which("turnserver") is None:
            raise Failed("coturn is needed: apt-get install coturn")
        self._folder = folder
        self._tls_port = free_port()

    def command(self) -> list[str]:
        tls = self._folder / "deploy" / "tls"
        return [
            *("sh", str(self._folder / "deploy" / "coturn" / "start.sh")),
            *("--realm=gethory", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"),
            *(f"--listening-port={self.port}", f"--tls-listening-port={self._tls_port}"),
            *(f"--cert={tls / 'fullchain.pem'}", f"--pkey={tls / 'privkey.pem'}"),
            *("--min-port=49160", "--max-port=49259"),
            *("--pidfile=/dev/null", f"--userdb={self._folder / 'turndb'}"),
        ]

    def environment(self) -> dict[str, str]:
        return super().environment() | {"TURN_SECRET": "a secret of the benchmarks"}


def resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (kb,) = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
    return int(kb) / 1024


def come_in(nginx: Nginx, lines: list[str]) -> list[Client]:
    """Everybody, each in their room."""
    trust = nginx.trust()
    inside = []
    for line in lines:
        cookie, room = line.split("\t")
        plain = socket.create_connection(("127.0.0.1", nginx.port))
        wire = trust.wrap_socket(plain, server_hostname="127.0.0.1")
        client = Client(nginx.port, cookie, wire)
        client.ask("join", {"roomId": room})
        inside.append(client)
    return inside


def idle(clients: list[Client], seconds: float) -> None:
    """Answer pings, and nothing else."""
    by_socket = {client.socket: client for client in clients}
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        readable, _, _ = select.select(list(by_socket), [], [], left)
        for one in readable:
            by_socket[one].read()


def measure(count: int, per_room: int, rest_s: float, folder: Path) -> dict[str, Any]:
    """The stack, filled and left alone for a while."""
    crowd = people.move_in(folder / "data", count, rooms=True, per_room=per_room)
    server = Ours(None, folder / "data")
    nginx = Nginx(folder, server.port)
    coturn = Coturn(folder)
    with running(server), running(nginx), running(coturn):
        empty = server.memory_bytes() / _MB
        clients = come_in(nginx, crowd.ours.read_text().splitlines())
        idle(clients, rest_s)
        parts = {
            "server": server.memory_bytes() / _MB,
            "nginx": sum(nginx.resident_mb()),
            "coturn": coturn.memory_bytes() / _MB,
        }
    rounded = {f"{name}_mb": round(mb, 1) for name, mb in parts.items()}
    return {
        "people": count,
        "per_room": per_room,
        "server_empty_mb": round(empty, 1),
        **rounded,
        "nginx_processes": 1 + (os.cpu_count() or 1),
        "all_mb": round(sum(parts.values()), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--per-room", type=int, default=8)
    parser.add_argument("--rest", type=float, default=30.0, metavar="SECONDS")
    given = parser.parse_args()
    if not (CLIENT / "index.html").is_file():
        raise SystemExit("The client is not built: make client")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="gethory-footprint-") as folder:
        Path(folder).chmod(0o755)
        row = measure(given.people, given.per_room, given.rest, Path(folder))
    print(row)
    file = write("footprint", {"rest_s": given.rest, "most_mb": _MOST_MB}, [row], load)
    print(file)
    for part, most in _MOST_MB.items():
        if row[f"{part}_mb"] >= most:
            raise SystemExit(f"{part}: {row[f'{part}_mb']} MB are more than {most}")


if __name__ == "__main__":
    main()
