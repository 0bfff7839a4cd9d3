"""Debian's nginx with the configuration that is shipped, as a process without special rights."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

import httpx2

from deploy.parts import DEPLOY, program
from scenarios.server import free_port

_USER = 10001  # as in the containers
_START_S = 15.0


class Nginx:
    """`lan.conf` with other ports and folders in it, in front of a server on `server_port`."""

    def __init__(self, server_port: int, client: Path | None = None) -> None:
        self._program = program("nginx", "nginx-light libnginx-mod-http-brotli-static")
        self._folder = Path(tempfile.mkdtemp(prefix="gethory-nginx-"))
        self._folder.chmod(0o755)
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.log = self._folder / "access.log"
        shutil.copytree(DEPLOY, self._folder / "deploy", ignore=shutil.ignore_patterns("tls"))
        self._set_up(server_port)
        if client is not None:
            shutil.copytree(client, self._folder / "dist")
        self._make_certificate()
        self.log.touch()
        self._give_away()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def certificate(self) -> Path:
        """What a client has to trust."""
        return self._folder / "deploy" / "tls" / "fullchain.pem"

    def trust(self) -> ssl.SSLContext:
        """A client that trusts this certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def start(self) -> None:
        """It answers when this returns."""
        config = self._folder / "deploy" / "nginx" / "lan.conf"
        unprivileged = {"user": _USER, "group": _USER, "extra_groups": []} if _is_root() else {}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._program, "-p", str(self._folder), "-c", str(config), "-e", "stderr"],
                stdout=log,
                stderr=log,
                **unprivileged,  # type: ignore[call-overload] # its overloads take no such dict
            )
        deadline = time.monotonic() + _START_S
        while not self._answers():
            assert self._process.poll() is None, f"nginx ended at once:\n{self.output()}"
            assert time.monotonic() < deadline, f"nginx does not answer:\n{self.output()}"
            time.sleep(0.02)

    def stop(self) -> None:
        """End it; nothing of it stays."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)
        shutil.rmtree(self._folder)

    def output(self) -> str:
        """Both of its logs."""
        return self.log.read_text(encoding="utf-8")

    def _set_up(self, server_port: int) -> None:
        changes = {
            "listen 8443": f"listen 127.0.0.1:{self.port}",
            "127.0.0.1:3000": f"127.0.0.1:{server_port}",
            "/tmp/gethory-nginx": str(self._folder / "nginx"),
            "access_log /dev/stdout": f"access_log {self.log}",
        }
        for file in (self._folder / "deploy" / "nginx").glob("*.conf"):
            text = file.read_text(encoding="utf-8")
            for shipped, here in changes.items():
                text = text.replace(shipped, here)
            file.write_text(text, encoding="utf-8")

    def _make_certificate(self) -> None:
        script = self._folder / "deploy" / "certificate.sh"
        subprocess.run(
            ["sh", str(script), "127.0.0.1", "localhost"], check=True, stdout=subprocess.DEVNULL
        )

    def _give_away(self) -> None:
        if _is_root():
            for file in (self._folder, *self._folder.rglob("*")):
                os.chown(file, _USER, _USER)

    def _answers(self) -> bool:
        try:
            return bool(httpx2.get(self.url + "/__", verify=self.trust(), timeout=2))
        except httpx2.HTTPError:
            return False


def _is_root() -> bool:
    return os.geteuid() == 0
