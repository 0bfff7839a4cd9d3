"""The client of this checkout: its sources in a folder of their own, and what is built of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from deploy.parts import ROOT, missing

_CLIENT = ROOT / "frontend"
_FILES = ("package.json", "index.html", "vite.config.ts", "tsconfig.json")


def copy_client(folder: Path) -> None:
    """What its containers mount."""
    packages = _CLIENT / "node_modules"
    if not packages.is_dir():
        missing("This test needs the client's packages: make client")
    shutil.copytree(_CLIENT / "src", folder / "src")
    shutil.copytree(_CLIENT / "public", folder / "public")
    for name in _FILES:
        shutil.copy2(_CLIENT / name, folder / name)
    (folder / "node_modules").symlink_to(packages.resolve())


def built_client() -> Path:
    """What `make client` built."""
    folder = _CLIENT / "dist"
    if not (folder / "index.html").is_file():
        missing("This test needs the built client: make client")
    return folder
