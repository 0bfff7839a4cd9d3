"""Containers by crun, the runtime beneath an engine, as a service of a compose file says.

The root may be read-only, capabilities are dropped, the user has no way to more, and memory and
processes are limited, where the machine has control groups that can do it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.compose import Service
from deploy.parts import program
from turn.relay import Host

_GROUPS = Path("/sys/fs/cgroup")
LIMITED = (_GROUPS / "memory/memory.limit_in_bytes").exists()
"""Whether limits are set here: crun 1.8 wants the first version of control groups for it, or a
machine that was booted with systemd."""
_DEVICES = ["nosuid", "noexec"]
_USUAL_MOUNTS = [
    {"destination": "/proc", "type": "proc", "source": "proc"},
    {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"]},
    {
        "destination": "/dev/shm",
        "type": "tmpfs",
        "source": "shm",
        "options": [*_DEVICES, "nodev", "mode=1777", "size=64m"],
    },
]
_HIDDEN = ["/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug"]


@dataclass(frozen=True)
class Root:
    """What an image is: its files, and what it says of how they start."""

    folder: Path
    command: list[str]
    environment: list[str]
    workdir: str = "/"
    stop: signal.Signals = signal.SIGTERM


class Container:
    """One service: started, asked, stopped and started again."""

    def __init__(
        self, service: Service, root: Root, host: Host, folder: Path, mounts: dict[str, Path]
    ) -> None:
        """`mounts` are folders and files of this machine, by where they are inside."""
        self.service = service
        self.host = host
        self.log = folder / f"{service.name}.log"
        self._crun = program("crun", "crun")
        self._root = root
        self._bundle = folder / f"{service.name}.bundle"
        self._id = f"{host.namespace}"
        self._mounts = mounts
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at: float | None = None

    def start(self) -> None:
        self._bundle.mkdir(exist_ok=True)
        (self._bundle / "config.json").write_text(json.dumps(self._config()))
        self.log.touch()
        os.chown(self.log, *self.service.user)  # engines let the user open /dev/stdout again
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command("run", "--bundle", str(self._bundle), self._id),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.started_at = time.monotonic()

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def ask(self, *command: str, within_s: float = 20) -> subprocess.CompletedProcess[str]:
        """A command inside, as its user, as an engine's `exec`."""
        uid, gid = self.service.user
        return subprocess.run(
            self._command("exec", "--user", f"{uid}:{gid}", "--no-new-privs", self._id, *command),
            check=False,
            capture_output=True,
            text=True,
            timeout=within_s,
        )

    def pids(self) -> list[int]:
        """Of all that runs inside, as this machine counts them."""
        state = json.loads(self._told("state", self._id))
        inside = os.readlink(f"/proc/{state['pid']}/ns/pid")
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(process / "ns/pid") == inside:
                    found.append(int(process.name))
            except OSError:  # it ended meanwhile
                continue
        return found

    def stop(self) -> int | None:
        """As an engine stops it; its exit code."""
        if self._process is None:
            return None
        self._told("kill", self._id, self._root.stop.name)
        try:
            return self._process.wait(self.service.grace_s)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.wait(10)

    def kill(self) -> None:
        """kill -9."""
        self._told("kill", self._id, "SIGKILL")

    def end(self) -> None:
        """Whatever state it is in."""
        self._told("delete", "--force", self._id)
        if self._process is not None:
            self._process.wait(10)
        shutil.rmtree(self._bundle, ignore_errors=True)

    def _told(self, *words: str) -> str:
        done = subprocess.run(self._command(*words), check=False, capture_output=True, text=True)
        return done.stdout

    def _command(self, *words: str) -> list[str]:
        manager = "cgroupfs" if LIMITED else "disabled"
        crun = [self._crun, "--root", "/run/gethory-crun", "--cgroup-manager", manager, *words]
        # crun takes no machine that has both versions of control groups: it is shown one of them.
        hide = f'umount {_GROUPS}/unified 2>/dev/null; exec "$@"'
        return ["unshare", "--mount", "sh", "-c", hide, "sh", *crun]

    def _config(self) -> dict[str, Any]:
        service, root = self.service, self._root
        capabilities = {"bounding": service.capabilities}
        settings = [f"{key}={value}" for key, value in service.environment.items()]
        return {
            "ociVersion": "1.0.0",
            "hostname": service.name,
            "root": {"path": str(root.folder), "readonly": service.read_only},
            "process": {
                "user": {"uid": service.user[0], "gid": service.user[1]},
                "args": [*root.command],
                "env": [*root.environment, *settings],
                "cwd": root.workdir,
                "capabilities": capabilities,
                "noNewPrivileges": True,
            },
            "mounts": [*_USUAL_MOUNTS, *self._own_mounts()],
            "linux": {
                "namespaces": [
                    *({"type": kind} for kind in ("pid", "ipc", "uts", "mount")),
                    {"type": "network", "path": f"/run/netns/{self.host.namespace}"},
                ],
                "maskedPaths": _HIDDEN,
                "readonlyPaths": ["/proc/sys", "/proc/irq", "/proc/bus"],
                **self._limits(),
            },
        }

    def _own_mounts(self) -> list[dict[str, Any]]:
        written = {there: how for _, there, how in self.service.mounts}
        held = [
            {
                "destination": there,
                "type": "bind",
                "source": str(here),
                "options": ["rbind", "rw" if written.get(there, False) else "ro"],
            }
            for there, here in self._mounts.items()
        ]
        fleeting = [
            {
                "destination": where,
                "type": "tmpfs",
                "source": "tmpfs",
                "options": ["nosuid", "nodev", "noexec", *how],
            }
            for where, how in self.service.tmpfs.items()
        ]
        return [*held, *fleeting]

    def _limits(self) -> dict[str, Any]:
        if not LIMITED:
            return {}
        limits = {
            "memory": {"limit": self.service.memory_bytes},
            "pids": {"limit": self.service.pids},
        }
        return {"cgroupsPath": f"/{self._id}", "resources": limits}
