"""The client of this checkout: its sources in a folder of their own, and what is built of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from deploy.parts import ROOT, missing

_CLIENT = ROOT / "frontend"
MOUNTED = (
    "src",
    "public",
    "build",
    "index.html",
    "landing.html",
    "offline.html",
    "states.html",
    "vite.config.ts",
    "tsconfig.json",
)
"""What the container of development has from outside."""


def copy_client(folder: Path) -> None:
    """What its container mounts, upon what its image has."""
    packages = _CLIENT / "node_modules"
    if not packages.is_dir():
        missing("This test needs the client's packages: make client")
    for name in (*MOUNTED, "package.json"):
        copy = shutil.copytree if (_CLIENT / name).is_dir() else shutil.copy2
        copy(_CLIENT / name, folder / name)
    (folder / "node_modules").symlink_to(packages.resolve())


def built_client() -> Path:
    """What `make client` built."""
    folder = _CLIENT / "dist"
    if not (folder / "index.html").is_file():
        missing("This test needs the built client: make client")
    return folder
