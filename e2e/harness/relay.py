"""The relay that we ship, coturn, on a host of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.eventually import eventually
from harness.network import NETWORK, Host, missing
from harness.server import ROOT

START = ROOT / "deploy" / "coturn" / "start.sh"
HOW = "These stories need coturn and openssl: sudo apt-get install coturn openssl"
_TLS_PORT = 5349


class Relay:
    """A running relay. `log` is what it says."""

    def __init__(self, host: Host, command: list[str], log: Path) -> None:
        self.host = host
        self._command = command
        self._log = log
        self._process = self._launch()

    def restart(self) -> None:
        """Whatever it carried is gone, and it listens again."""
        self.kill()
        self._process = self._launch()
        eventually(self.started)

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()

    def _launch(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as out:
            return subprocess.Popen(self.host.inside(self._command), stdout=out, stderr=out)

    def started(self) -> str:
        """Empty when it listens."""
        connect = f"import socket; socket.create_connection(({self.host.address!r}, {_TLS_PORT}))"
        asked = self.host.inside([sys.executable, "-c", connect])
        if subprocess.run(asked, check=False, capture_output=True).returncode == 0:
            return ""
        said = self._log.read_text(encoding="utf-8", errors="replace")
        return f"the relay does not listen:\n{said[-2000:]}"


@contextmanager
def relay(host: Host, secret: str, folder: Path) -> Iterator[Relay]:
    """From our configuration, with TLS, and allowed to send to the hosts of these stories."""
    if not all(map(shutil.which, ("turnserver", "openssl"))):
        missing(HOW)
    certificate, key = _certificate(folder, host.address)
    command = [
        *("env", f"TURN_SECRET={secret}", "sh", str(START)),
        "--realm=gethory",
        *(f"--listening-ip={host.address}", f"--relay-ip={host.address}"),
        *(f"--cert={certificate}", f"--pkey={key}"),
        *("--pidfile=/dev/null", f"--userdb={folder / 'turndb'}"),
        # Real people are on the open internet, these on a private network.
        f"--allowed-peer-ip={NETWORK}.0-{NETWORK}.255",
    ]
    running = Relay(host, command, folder / "coturn.log")
    try:
        eventually(running.started)
        yield running
    finally:
        running.kill()


def _certificate(folder: Path, address: str) -> tuple[Path, Path]:
    certificate, key = folder / "relay.crt", folder / "relay.key"
    command = [
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
        *("-nodes", "-days", "2", "-subj", "/CN=relay", "-addext", f"subjectAltName=IP:{address}"),
        *("-keyout", str(key), "-out", str(certificate)),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key
