"""`make release`: its archive is whole, and its wheel runs the product where there is no Node."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
import yaml

from deploy.client import built_client
from deploy.manual import commands
from deploy.parts import DEPLOY, ROOT
from scenarios.server import free_port

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make release` makes."""
    folder = tmp_path_factory.mktemp("release")
    script = [sys.executable, str(DEPLOY / "release.py"), "--client", str(built_client())]
    subprocess.run([*script, "--to", str(folder / "made")], check=True)
    subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], check=True, cwd=folder / "made"
    )
    (archive,) = (folder / "made").glob("*.tar.gz")
    return archive


@pytest.fixture(scope="module")
def typed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a person typed the commands for a release, but for the last."""
    folder = tmp_path_factory.mktemp("laptop")
    shutil.copy2(archive, folder)
    lines = _documented()[:-1]
    pins = {
        "HOME": str(folder),
        "PIP_CONSTRAINT": str(_pins(folder)),
        "PIP_NO_COMPILE": "1",
        "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR") or str(Path.home() / ".cache" / "pip"),
    }
    script = "set -eu\n" + "\n".join(lines)
    done = subprocess.run(
        ["bash", "-c", script],
        check=False,
        cwd=folder,
        env=os.environ | pins,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    return folder


def _documented() -> list[str]:
    return commands("On a laptop")[1:]


def test_the_archive_is_whole_and_holds_no_settings_of_its_maker(typed: Path) -> None:
    (release,) = (folder for folder in typed.glob("gethory-*") if folder.is_dir())
    listed = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    files = {str(file.relative_to(release)) for file in release.rglob("*") if file.is_file()}
    assert files - listed == {"SHA256SUMS"}
    assert {"docker-compose.prod.yml", "docker-compose.small.yml", "deploy/setup.sh"} <= listed
    assert "frontend/dist/index.html" in listed
    assert not [name for name in listed if "cache" in name]
    names = {Path(name).name for name in listed}
    assert not names & {".env", ".env.dev", "privkey.pem", "secrets.json"}


def test_the_archive_lists_every_package_that_is_locked(typed: Path) -> None:
    (file,) = typed.glob("gethory-*/sbom.cdx.json")
    listed = [part["purl"] for part in json.loads(file.read_text())["components"]]
    python = {line for line in _locked() if "==" in line}
    assert len([purl for purl in listed if purl.startswith("pkg:pypi/")]) == len(python)
    node = (ROOT / "frontend" / "pnpm-lock.yaml").read_text(encoding="utf-8")
    packages = yaml.safe_load(node)["packages"]
    assert len([purl for purl in listed if purl.startswith("pkg:npm/")]) == len(packages)
    assert len(set(listed)) == len(listed)
    assert any(purl.startswith("pkg:npm/react@") for purl in listed)


def test_the_wheel_runs_the_whole_product_without_node(typed: Path) -> None:
    with _served(typed) as url:
        page = httpx2.get(f"{url}/rooms")
        assert page.status_code == 200
        script = page.text.split('type="module" crossorigin src="')[1].split('"')[0]
        asset = httpx2.get(url + script, headers={"Accept-Encoding": "br"})
        assert asset.status_code == 200
        assert asset.headers["content-encoding"] == "br"


def _pins(folder: Path) -> Path:
    """The versions that are tested; `pip` takes no hashes in constraints."""
    file = folder / "constraints.txt"
    file.write_text("\n".join(line.rstrip(" \\") for line in _locked() if "==" in line))
    return file


def _locked() -> list[str]:
    return (ROOT / "backend" / "requirements.lock").read_text(encoding="utf-8").splitlines()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """`gethory serve` as somebody has it who has installed nothing else."""
    port = free_port()
    command = _documented()[-1].replace("~", str(folder)).split()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={"PATH": "/nothing", "PORT": str(port), "STUN_PORT": "0"},
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not _answers(url):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def _answers(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/healthz", timeout=2).status_code == 200
    except httpx2.HTTPError:
        return False
