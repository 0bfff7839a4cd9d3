"""A certificate authority that speaks ACME (RFC 8555): Let's Encrypt's own for tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from deploy.parts import missing

_VERSION = "v2.10.1"
_MODULE = f"github.com/letsencrypt/pebble/v2/cmd/pebble@{_VERSION}"


def built() -> Path:
    """The program, built when it is not there yet (some seconds)."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gethory"
    folder = cache / f"pebble-{_VERSION}"
    if not (folder / "pebble").exists():
        go = shutil.which("go")
        if go is None:
            missing("This test needs Go: see docs/development.md")
        done = subprocess.run(
            [go, "install", _MODULE],
            check=False,
            env=os.environ | {"GOBIN": str(folder), "CGO_ENABLED": "0"},
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            missing(f"This test needs Pebble, which Go could not build: {done.stderr[-300:]}")
    return folder / "pebble"


def settings(folder: Path, certificate: Path, key: Path, http_port: int) -> Path:
    """Its file: where it listens, and on which port it looks for the proof of a domain."""
    file = folder / "pebble.json"
    pebble = {
        "listenAddress": "127.0.0.1:14000",
        "managementListenAddress": "127.0.0.1:15000",
        "certificate": str(certificate),
        "privateKey": str(key),
        "httpPort": http_port,
        "tlsPort": 8443,
        "ocspResponderURL": "",
        "externalAccountBindingRequired": False,
    }
    file.write_text(json.dumps({"pebble": pebble}))
    return file
