"""Makes one archive of everything that running Gethory takes: `make release`.

    release.py [--client FOLDER] [--to FOLDER]

In it are a wheel with the built client inside, the compose files with what their images are made
of, the built client for nginx, `deploy/`, the manual, a list of all packages (SBOM), and the
checksums of everything.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

from sbom import sbom

ROOT = Path(__file__).resolve().parents[1]
_PARTS = (
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "SECURITY.md",
    "Dockerfile.prod",
    ".dockerignore",
    "docker-compose.prod.yml",
    "docker-compose.small.yml",
    "deploy",
    "docs",
    "backend/Dockerfile.prod",
    "backend/.dockerignore",
    "backend/.env.example",
    "backend/README.md",
    "backend/pyproject.toml",
    "backend/requirements.lock",
    "backend/src",
    "frontend",
)
_LEFT_OUT = shutil.ignore_patterns(
    *("node_modules", "dist", "__pycache__", ".venv", ".*_cache", "*.test.ts*"),
    *(".env", ".env.dev", "tls", "acme"),
    *("release.py", "sbom.py", "ruff.toml"),
)
_TIME = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))
"""Of every file in the archive: the same sources make the same bytes."""


def main() -> None:
    """Read the command line and make the archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--client", type=Path, default=ROOT / "frontend" / "dist")
    parser.add_argument("--to", type=Path, default=ROOT / "release")
    given = parser.parse_args()
    if not (given.client / "index.html").is_file():
        sys.exit("The client is not built: run `make client`.")
    print(release(given.client.resolve(), given.to.resolve()))


def release(client: Path, target: Path) -> Path:
    """The archive, in the target folder, with its checksum beside it."""
    name = f"gethory-{version()}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="gethory-release-") as work:
        folder = Path(work) / name
        _copy_parts(folder)
        shutil.copytree(client, folder / "frontend" / "dist")
        _build_wheel(client, folder, Path(work) / "wheel")
        parts = json.dumps(sbom("gethory", version(), ROOT), indent=1)
        (folder / "sbom.cdx.json").write_text(parts)
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        (folder / "SHA256SUMS").write_text(_sums(files, folder))
        archive = target / f"{name}.tar.gz"
        _pack(folder, archive)
    (target / "SHA256SUMS").write_text(_sums([archive], target))
    return archive


def version() -> str:
    """As `pyproject.toml` says it."""
    project = tomllib.loads((ROOT / "backend" / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def _copy_parts(folder: Path) -> None:
    for part in _PARTS:
        source, copy = ROOT / part, folder / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=_LEFT_OUT)
        else:
            shutil.copy2(source, copy)


def _build_wheel(client: Path, folder: Path, work: Path) -> None:
    """The package with the client inside, where the server looks for it first."""
    shutil.copytree(folder / "backend", work)
    shutil.copytree(client, work / "src" / "gethory" / "webroot")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(work)]
    subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(_TIME)})


def _sums(files: Iterable[Path], folder: Path) -> str:
    """Lines for `sha256sum --check`."""
    lines = (
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}"
        for file in files
    )
    return "".join(f"{line}\n" for line in lines)


def _pack(folder: Path, archive: Path) -> None:
    plain = archive.with_suffix("")
    with tarfile.open(plain, "w") as tar:
        for file in [folder, *sorted(folder.rglob("*"))]:
            tar.add(file, file.relative_to(folder.parent), recursive=False, filter=_nobodys)
    subprocess.run(["gzip", "--no-name", "--best", str(plain)], check=True)


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.mtime = _TIME
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    main()
