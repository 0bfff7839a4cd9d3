"""The shipped Dockerfiles are built, and those of development run the sources of a checkout.

What the others make is started in `test_played.py`.
"""

from __future__ import annotations

import contextlib
import time
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from deploy.client import MOUNTED
from deploy.containers import Network, container, started
from deploy.images import IMAGES, Builder
from deploy.parts import ROOT

pytestmark = [pytest.mark.timeout(900), pytest.mark.xdist_group("images")]
_USER = 10001
_DEV_SERVER = "http://server:3000"
_BUILT = {image.name: image for image in IMAGES}


@pytest.fixture(scope="module")
def builder() -> Builder:
    return Builder()


@pytest.fixture(scope="module")
def built(builder: Builder) -> dict[str, str]:
    """Each image's name. The first time this takes three minutes, then seconds."""
    return {name: builder.build(image) for name, image in _BUILT.items()}


@pytest.mark.parametrize("name", _BUILT)
def test_every_dockerfile_builds_and_its_program_has_no_rights(
    builder: Builder, built: dict[str, str], name: str
) -> None:
    config = builder.config(built[name])
    assert config["User"] == f"{_USER}:{_USER}"
    assert config["Cmd"]
    assert not [line for line in config["Env"] if "SECRET" in line or "PASSWORD" in line]


def test_the_images_of_development_run_the_sources_of_this_checkout(
    builder: Builder, built: dict[str, str], tmp_path: Path
) -> None:
    client = {ROOT / "frontend" / name: f"/app/{name}:ro" for name in MOUNTED}
    mounts = {"server-dev": {ROOT / "backend": "/app:ro"}, "client-dev": client}
    settings = {"server-dev": {"STUN_PORT": "0"}, "client-dev": {"GETHORY_SERVER": _DEV_SERVER}}
    with ExitStack() as end:
        network = Network()
        network.open()
        end.callback(network.close)
        for name, volumes in mounts.items():
            one = end.enter_context(container(builder, built[name]))
            command = started(builder, one, built[name], volumes, settings[name])
            network.start(*command, log=tmp_path / f"{name}.log")
        url = f"http://localhost:{network.way_to(5173, tmp_path / 'carrier.log')}"
        logs = [tmp_path / f"{name}.log" for name in mounts]
        _await_text(f"{url}/src/main.tsx", "/node_modules/.vite/deps/react", logs)
        _await_text(f"{url}/api/user", "session_required", logs)


def _await_text(url: str, words: str, logs: list[Path]) -> None:
    deadline, said = time.monotonic() + 60, ""
    while words not in said:
        assert time.monotonic() < deadline, said + "".join(log.read_text() for log in logs)
        with contextlib.suppress(httpx2.HTTPError):
            said = httpx2.get(url, timeout=5).text
        time.sleep(0.1)
