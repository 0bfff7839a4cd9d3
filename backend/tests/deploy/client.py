"""The client's sources in a folder of their own, with the packages that are installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
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


def build_client(folder: Path) -> Path:
    """The built client, by the command that is documented."""
    folder.mkdir()
    copy_client(folder)
    environment = {name: value for name, value in os.environ.items() if "VITE_" not in name}
    done = subprocess.run(
        ["npm", "run", "build"],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "dist"
