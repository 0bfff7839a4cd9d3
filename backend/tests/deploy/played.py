"""Plays a compose file where there is no engine: built images, run by crun as the file says.

Of images that others make the same program is run from this machine: coturn, and FerretDB in
MongoDB's place, which asks for no password. Time between health checks is shorter; everything
else of a service is as it stands in the file, and what cannot be played is refused.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.compose import Service, read
from deploy.images import IMAGES, Builder
from deploy.machine import DOMAIN, MACHINE, Machine, machine
from deploy.oci import Container, Root
from deploy.parts import DEPLOY, ROOT, missing, program
from ferretdb.server import program as ferretdb

_EVERY_S = 0.1
"""Between two looks at a container's health."""
_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_OURS = {f"gethory-{image.name}": image for image in IMAGES}
_WITHOUT_PASSWORDS = "&authMechanism=PLAIN"
"""How FerretDB 1.24 takes a name and a password here; it does not look at them."""
_ENTRYPOINT = """#!/bin/sh
[ "${1#-}" = "$1" ] || set -- turnserver "$@"
exec "$@"
"""
_MONGOD = """#!/bin/sh
test -n "$MONGO_INITDB_ROOT_USERNAME" && test -n "$MONGO_INITDB_ROOT_PASSWORD"
exec ferretdb -listen 0.0.0.0:27017 -folder /data/db
"""
_MONGOSH = """#!/bin/sh
exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/27017'
"""


class Stack:
    """The services of one file, running."""

    def __init__(self, folder: Path, network: Machine, containers: dict[str, Container]) -> None:
        self.folder = folder
        self.machine = network
        self.containers = containers
        self.healthy: list[str] = []
        """In the order in which they became so."""

    def up(self) -> None:
        """Start each when those that it waits for are what it waits for, until all are healthy."""
        waiting = dict(self.containers)
        while waiting:
            for name, one in list(waiting.items()):
                if all(self._is(other, how) for other, how in one.service.after.items()):
                    one.start()
                    del waiting[name]
            self._look()
        while len(self.healthy) < len(self.containers):
            self._look()

    def healthy_again(self, name: str) -> None:
        """Wait until a service that was started again is healthy."""
        self.healthy.remove(name)
        while name not in self.healthy:
            self._look()

    def said(self) -> str:
        return "\n".join(f"{name}:\n{one.said()}" for name, one in self.containers.items())

    def _is(self, name: str, how: str) -> bool:
        if how == "service_healthy":
            return name in self.healthy
        assert how == "service_started", how
        return self.containers[name].runs

    def _look(self) -> None:
        for name, one in self.containers.items():
            if one.started_at is None or name in self.healthy:
                continue
            assert one.runs, f"{name} ended:\n{one.said()}"
            health = one.service.health
            late = time.monotonic() - one.started_at > health.start_s + 30
            if one.ask(*health.test, within_s=health.timeout_s).returncode == 0:
                self.healthy.append(name)
            assert not late, f"{name} does not become healthy:\n{self.said()}"
        time.sleep(_EVERY_S)


@contextmanager
def played(name: str, folder: Path) -> Iterator[Stack]:
    """A compose file of ours, from a copy of what an operator has, after `deploy/setup.sh`."""
    if os.geteuid() != 0:
        missing("Compose files are played by root only here: run these tests as root")
    _unpack(name, folder)
    project = read(folder / name)
    with ExitStack() as end:
        network = end.enter_context(machine(project.networks, project.services))
        builder = Builder()
        containers = {}
        for service in project.services.values():
            root = end.enter_context(_root(builder, service, folder))
            mounts = _mounts(service, root, network, folder)
            one = Container(_here(service), root, network.host(service.name), folder, mounts)
            end.callback(one.end)
            containers[service.name] = one
        stack = Stack(folder, network, containers)
        stack.up()
        yield stack


def _unpack(name: str, folder: Path) -> None:
    folder.chmod(0o755)
    shutil.copy2(ROOT / name, folder)
    shutil.copytree(DEPLOY, folder / "deploy", ignore=shutil.ignore_patterns("tls", "acme"))
    (folder / "backend").mkdir()
    shutil.copy2(ROOT / "backend" / ".env.example", folder / "backend")
    setup = ["sh", str(folder / "deploy" / "setup.sh"), DOMAIN, MACHINE]
    subprocess.run(setup, check=True, stdout=subprocess.DEVNULL)


def _here(service: Service) -> Service:
    """As far as it cannot be as the file says, because FerretDB is no MongoDB."""
    uri = service.environment.get("DB_URI", "")
    if uri.startswith("mongodb:"):
        service.environment["DB_URI"] = uri + _WITHOUT_PASSWORDS
    return service


@contextmanager
def _root(builder: Builder, service: Service, folder: Path) -> Iterator[Root]:
    ours = _OURS.get(service.image.partition(":")[0])
    if ours is None:
        with _borrowed(service, folder) as root:
            yield root
        return
    image = builder.build(ours)
    config = builder.config(image)
    one = builder.run("from", image)
    try:
        yield Root(
            Path(builder.run("mount", one)),
            [*(service.entrypoint or ()), *(service.command or config["Cmd"])],
            list(config["Env"]),
            config.get("WorkingDir") or "/",
            signal.Signals[config.get("StopSignal", "SIGTERM")],
        )
    finally:
        builder.run("rm", one)


@contextmanager
def _borrowed(service: Service, folder: Path) -> Iterator[Root]:
    """This machine's files, with what the image of somebody else has laid over them."""
    over, root = folder / f"{service.name}.over", folder / f"{service.name}.root"
    with _mounted("tmpfs", over, "mode=755"):  # no layer may lie in another one
        entrypoint = {"coturn": _lay_coturn, "mongo": _lay_mongo}[service.name](over)
        _make_places(service, over, folder)
        with _mounted("overlay", root, f"ro,lowerdir={over}:/"):
            words = [*(service.entrypoint or [entrypoint]), *(service.command or ())]
            yield Root(root, words, [_PATH])


@contextmanager
def _mounted(kind: str, place: Path, how: str) -> Iterator[None]:
    place.mkdir()
    subprocess.run(["mount", "-t", kind, kind, "-o", how, str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _make_places(service: Service, over: Path, folder: Path) -> None:
    """For what is mounted: engines do that before a root becomes read-only."""
    files = [there for here, there, _ in service.mounts if (folder / here).is_file()]
    for there in (*(there for _, there, _ in service.mounts), *service.tmpfs):
        place = over / there.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch() if there in files else place.mkdir(exist_ok=True)


def _lay_coturn(over: Path) -> str:
    """Its image gives the program the right to low ports, and takes options for it."""
    binaries = over / "usr" / "local" / "bin"
    binaries.mkdir(parents=True)
    turnserver = binaries / "turnserver"
    shutil.copy2(program("turnserver", "coturn"), turnserver)
    setcap = program("setcap", "libcap2-bin")
    subprocess.run([setcap, "cap_net_bind_service=+ep", str(turnserver)], check=True)
    return _script(binaries / "docker-entrypoint.sh", _ENTRYPOINT)


def _lay_mongo(over: Path) -> str:
    binaries = over / "usr" / "local" / "bin"
    binaries.mkdir(parents=True)
    shutil.copy2(ferretdb(), binaries / "ferretdb")
    for place in ("data/db", "data/configdb"):
        (over / place).mkdir(parents=True)
        os.chown(over / place, 999, 999)
    _script(binaries / "mongosh", _MONGOSH)
    return _script(binaries / "docker-entrypoint.sh", _MONGOD)


def _script(file: Path, text: str) -> str:
    file.write_text(text)
    file.chmod(0o755)
    return f"/usr/local/bin/{file.name}"


def _mounts(service: Service, root: Root, network: Machine, folder: Path) -> dict[str, Path]:
    """Folders of the project and volumes, by where they are inside, and who is called what."""
    mounts = {}
    for here, there, _ in service.mounts:
        mounts[there] = (
            folder / here if here.startswith("./") else _volume(here, there, root, folder)
        )
    hosts = folder / f"{service.name}.hosts"
    names = {"localhost": "127.0.0.1", **network.names_for(service)}
    hosts.write_text("".join(f"{address} {name}\n" for name, address in names.items()))
    return mounts | {"/etc/hosts": hosts}


def _volume(name: str, there: str, root: Root, folder: Path) -> Path:
    """A fresh volume is what the image has in its place, and belongs to whom it belongs there."""
    made = folder / "volumes" / name
    place = root.folder / there.lstrip("/")
    if not made.exists():
        made.mkdir(parents=True)
        os.chown(made, place.stat().st_uid, place.stat().st_gid)
    return made
