"""The shipped Dockerfiles are built, and what they make serves a room."""

from __future__ import annotations

import contextlib
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import anyio
import httpx2
import pytest
import socketio

from deploy.client import MOUNTED
from deploy.containers import Network, container, started
from deploy.images import IMAGES, Builder
from deploy.parts import DEPLOY, ROOT
from deploy.test_compose import compose
from scenarios.crowd import SECRETS, Visitor, crowd
from scenarios.eventually import eventually

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(900)]
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


@dataclass
class Stack:
    """nginx and the server, each out of its image, with nothing but what compose gives them."""

    folder: Path
    network: Network
    site: str
    server_port: int
    roots: dict[str, Path]
    trust: ssl.SSLContext
    visitors: list[Visitor]

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stack(builder: Builder, built: dict[str, str]) -> Iterator[Stack]:
    with ExitStack() as end:
        folder = Path(end.enter_context(TemporaryDirectory(prefix="gethory-stack-")))
        folder.chmod(0o755)
        visitors = _prepare(folder)
        network = Network()
        network.open()
        end.callback(network.close)
        roots = {
            name: _start(end, builder, built[name], network, folder, name)
            for name in ("server", "nginx")
        }
        log = folder / "carrier.log"
        stack = Stack(
            folder=folder,
            network=network,
            site=f"https://127.0.0.1:{network.way_to(8443, log)}",
            server_port=network.way_to(3000, log),
            roots=roots,
            trust=ssl.create_default_context(cafile=str(folder / "deploy/tls/fullchain.pem")),
            visitors=visitors,
        )
        _await_answer(stack)
        yield stack


def _await_answer(stack: Stack) -> None:
    deadline = time.monotonic() + 60
    while not _answers(stack):
        assert time.monotonic() < deadline, f"{stack.log('server')}\n{stack.log('nginx')}"
        time.sleep(0.1)


def _answers(stack: Stack) -> bool:
    try:
        answer = httpx2.get(stack.site + "/healthz", verify=stack.trust, timeout=5)
    except httpx2.HTTPError:
        return False
    return answer.status_code == 200


def _prepare(folder: Path) -> list[Visitor]:
    """What `deploy/setup.sh` and the first visitors leave on a machine."""
    shutil.copytree(DEPLOY, folder / "deploy", ignore=shutil.ignore_patterns("tls", "acme"))
    subprocess.run(["sh", folder / "deploy/certificate.sh", "127.0.0.1"], check=True)
    (folder / "data").mkdir()
    visitors = anyio.run(crowd, folder / "data", 2, 2)
    (folder / "acme/.well-known/acme-challenge").mkdir(parents=True)
    (folder / "acme/.well-known/acme-challenge/proof").write_text("ours")
    logs = (folder / "server.log", folder / "nginx.log")
    for log in logs:
        log.touch()
    for file in (*logs, folder / "data", *(folder / "data").rglob("*")):
        os.chown(file, _USER, _USER)
    return visitors


_SETTINGS = {
    "server": {**SECRETS, "BACKEND_URL": "https://127.0.0.1", "TRUSTED_PROXIES": "127.0.0.1"},
    "nginx": {},
}


def _start(
    end: ExitStack, builder: Builder, image: str, network: Network, folder: Path, name: str
) -> Path:
    """The root folder of the container, from before it started."""
    one = end.enter_context(container(builder, image))
    volumes = {
        "server": {folder / "data": "/data"},
        "nginx": {
            folder / "deploy/tls": "/etc/gethory/tls:ro",
            folder / "acme": "/var/lib/gethory/acme:ro",
        },
    }[name]
    root = Path(builder.run("mount", one))
    (folder / f"{name}.before").touch()
    command = started(builder, one, image, volumes, _SETTINGS[name])
    network.start(*command, log=folder / f"{name}.log")
    return root


@pytest.mark.parametrize("name", _BUILT)
def test_every_dockerfile_builds_and_its_program_has_no_rights(
    builder: Builder, built: dict[str, str], name: str
) -> None:
    config = builder.config(built[name])
    assert config["User"] == f"{_USER}:{_USER}"
    assert config["Cmd"]
    assert not [line for line in config["Env"] if "SECRET" in line or "PASSWORD" in line]


async def _site(stack: Stack, path: str, **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient(verify=stack.trust, base_url=stack.site) as client:
        return await client.get(path, headers=headers)


async def test_the_built_images_answer_healthz_and_serve_the_client(stack: Stack) -> None:
    page = await _site(stack, "/r/0123456789abcdef01234567")
    assert page.status_code == 200
    nonce = page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert f'content="{nonce}"' in page.text
    script = page.text.split('type="module" crossorigin src="')[1].split('"')[0]
    asset = await _site(stack, script, **{"Accept-Encoding": "gzip, br"})
    assert asset.headers["content-encoding"] == "br"
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_the_built_images_carry_a_join(stack: Stack) -> None:
    first, second = stack.visitors
    with anyio.fail_after(20):
        await first.come(stack.server_port, Random(1))
    page = socketio.AsyncClient(reconnection=False, ssl_verify=False)
    await page.connect(stack.site, headers={"Cookie": second.cookie}, transports=["websocket"])
    try:
        ack = await page.call("join", {"roomId": second.room_id}, timeout=10)
        assert [peer["peerId"] for peer in ack["peers"]] == [first.peer_id]
    finally:
        line = page.eio.ws.get_extra_info("socket")
        await page.disconnect()
        await eventually(lambda: "the page's line is open" if line.fileno() >= 0 else "")
        assert first.socket is not None
        first.socket.hang_up()


def test_the_built_images_listen_on_their_ports_only(stack: Stack) -> None:
    assert stack.network.listening() == {("tcp", 3000), ("tcp", 8080), ("tcp", 8443)}


def test_the_health_checks_of_the_compose_file_are_content_with_the_built_images(
    stack: Stack,
) -> None:
    services = compose("docker-compose.prod.yml")["services"]
    for name in ("nginx", "server"):
        stack.network.run(*services[name]["healthcheck"]["test"][1:])


async def test_the_built_nginx_proves_a_domain_and_sends_everybody_to_https(stack: Stack) -> None:
    port = stack.network.way_to(8080, stack.folder / "carrier.log")
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        proof = await client.get("/.well-known/acme-challenge/proof")
        assert (proof.status_code, proof.text) == (200, "ours")
        moved = await client.get("/r/1?x=2", headers={"Host": "voice.example.org"})
        assert moved.headers["location"] == "https://voice.example.org/r/1?x=2"
        assert (await client.get("/nginx-is-up")).status_code == 204


def test_nothing_is_written_into_the_root_of_a_container(stack: Stack) -> None:
    for name, root in stack.roots.items():
        before = (stack.folder / f"{name}.before").stat().st_mtime
        allowed = [root / folder for folder in ("tmp", "data", "etc", "run", "dev")]
        files = (file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
        written = [file for file in files if file.stat().st_mtime > before]
        assert not [file for file in written if not any(map(file.is_relative_to, allowed))]


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
