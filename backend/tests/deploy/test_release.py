"""`make release`: its archive is whole, and its wheel runs the product where there is no Node."""

from __future__ import annotations

import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from deploy.client import build_client
from deploy.parts import DEPLOY
from scenarios.server import free_port

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked archive."""
    folder = tmp_path_factory.mktemp("release")
    client = build_client(folder / "client")
    made = folder / "made"
    script = [sys.executable, str(DEPLOY / "release.py"), "--client", str(client)]
    subprocess.run([*script, "--to", str(made)], check=True)
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], check=True, cwd=made)
    (archive,) = made.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


def test_the_archive_is_whole_and_holds_no_settings_of_its_maker(release: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], check=True, cwd=release)
    listed = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    files = {str(file.relative_to(release)) for file in release.rglob("*") if file.is_file()}
    assert files - listed == {"SHA256SUMS"}
    assert {"docker-compose.prod.yml", "docker-compose.small.yml", "deploy/setup.sh"} <= listed
    names = {Path(name).name for name in listed}
    assert not names & {".env", ".env.dev", "privkey.pem", "secrets.json"}


def test_the_wheel_runs_the_whole_product_without_node(release: Path, tmp_path: Path) -> None:
    (wheel,) = release.glob("gethory-*.whl")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    programs = tmp_path / "venv" / "bin"
    install = [programs / "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--constraint", _pins(release, tmp_path), wheel], check=True)
    with _served(programs, tmp_path) as url:
        page = httpx2.get(f"{url}/rooms")
        assert page.status_code == 200
        script = page.text.split('type="module" crossorigin src="')[1].split('"')[0]
        asset = httpx2.get(url + script, headers={"Accept-Encoding": "br"})
        assert asset.status_code == 200
        assert asset.headers["content-encoding"] == "br"


def _pins(release: Path, folder: Path) -> Path:
    """The versions that are tested; `pip` takes no hashes in constraints."""
    lines = (release / "backend" / "requirements.lock").read_text().splitlines()
    pinned = (line.rstrip(" \\") for line in lines if "==" in line)
    file = folder / "constraints.txt"
    file.write_text("\n".join(pinned))
    return file


@contextmanager
def _served(programs: Path, folder: Path) -> Iterator[str]:
    """`gethory serve` as somebody has it who has installed nothing else."""
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "gethory", "serve"],
            cwd=folder,
            env={"PATH": str(programs), "PORT": str(port), "STUN_PORT": "0"},
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
