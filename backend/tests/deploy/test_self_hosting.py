"""The commands of `docs/self-hosting.md` are typed as they stand there, where a machine can.

Those of a release are typed in `test_release.py`, the one for a certificate in
`test_certificate.py`, and images are built in `test_images.py`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deploy.containers import Network
from deploy.images import IMAGES
from deploy.manual import PAGE, by_heading, commands
from deploy.parts import DEPLOY, ROOT, missing, program
from deploy.test_compose import FILES

LAN = "In your own network"
SERVER = "On a server with a domain"
SMALL = "On a machine with 1 GB"
_USER = 10001

_RUN_HERE = (
    r"make (run|release)",
    r"tar xzf gethory-\S+\.tar\.gz",
    r"cd gethory-\S+",
    r"sha256sum --check --quiet SHA256SUMS",
    r"python3 -m venv ~/gethory",
    r"~/gethory/bin/(pip install|gethory serve).*",
    r"sh deploy/certificate\.sh 192\.168\.1\.20",
    r"BACKEND_URL=\S+ TRUSTED_PROXIES=127\.0\.0\.1 STUN_PORT=0 make run",
    r"nginx -p .*",
    r"sh deploy/setup\.sh voice\.example\.org 203\.0\.113\.7",
    r"docker build .*",  # by buildah
    r"sudo certbot .*",  # test_certificate.py
)
_NEEDS_MORE_THAN_A_MACHINE = {
    r"sudo apt-get install -y [\w -]+": "its packages are looked up",
    r"sudo systemctl .*": "a machine that was booted",
    r"mkcert .*": "changes what the browsers of this machine trust",
    r"(sudo )?docker compose -f \S+ .*": "an engine; test_played.py plays its file without one",
    r"docker save .*": "an engine",
    r"gunzip -c gethory-images\.tar\.gz \| sudo docker load": "an engine",
    r"echo .* \| sudo tee /etc/docker/daemon\.json": "an engine",
    r"curl -fsS https://voice\.example\.org/healthz": "a domain",
    r"scp .*": "another machine",
}


def _all() -> list[str]:
    return [command for part in by_heading(PAGE).values() for command in part]


def test_each_command_is_known_here() -> None:
    known = [*_RUN_HERE, *_NEEDS_MORE_THAN_A_MACHINE]
    assert len(_all()) > 30
    for command in _all():
        matching = [pattern for pattern in known if re.fullmatch(pattern, command)]
        assert len(matching) == 1, f"{command}: {matching}"


@pytest.mark.parametrize("page", ["README.md", "docs/self-hosting.md"])
def test_every_make_target_and_file_that_is_named_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for target in re.findall(r"(?:^|`)make ([\w-]+)", text, re.MULTILINE):
        assert target in targets
    for path in re.findall(r"(?:-f |sh |\$PWD/)((?:deploy|docker|backend)[\w./-]+\.\w+)", text):
        assert (ROOT / path).is_file(), path


def test_every_package_is_one_of_debian() -> None:
    installs = [c for c in _all() if c.startswith("sudo apt-get install")]
    names = {word for command in installs for word in shlex.split(command)[4:]}
    assert names
    listed = subprocess.run(
        [program("apt-cache", "apt"), "show", *sorted(names)], check=False, capture_output=True
    )
    if listed.returncode != 0 and b"No packages found" in listed.stderr:
        missing("apt knows no packages yet: apt-get update")
    assert listed.returncode == 0, listed.stderr.decode()


def test_the_compose_files_that_are_named_are_those_that_are_validated() -> None:
    named = set(re.findall(r"docker compose -f (\S+)", "\n".join(_all())))
    assert named <= set(FILES)
    assert named == {"docker-compose.prod.yml", "docker-compose.small.yml"}


def test_the_images_are_built_as_the_tests_build_them() -> None:
    builds = [shlex.split(c) for c in commands(SMALL) if c.startswith("docker build")]
    documented = {(words[3].partition(":")[0], words[5], words[6]) for words in builds}
    ours = {
        (
            f"gethory-{image.name}",
            image.dockerfile if image.context == "." else f"{image.context}/{image.dockerfile}",
            image.context,
        )
        for image in IMAGES
        if image.dockerfile == "Dockerfile.prod"
    }
    assert documented == ours


@pytest.fixture
def checkout() -> Iterator[Path]:
    """What of a checkout the commands of an operator touch, where any user can read it."""
    with TemporaryDirectory(prefix="gethory-manual-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(DEPLOY, folder / "deploy", ignore=shutil.ignore_patterns("tls", "acme"))
        (folder / "backend").mkdir()
        shutil.copy2(ROOT / "backend" / ".env.example", folder / "backend")
        yield folder


def _typed(command: str, folder: Path, **settings: str) -> str:
    done = subprocess.run(
        ["bash", "-euc", command],
        check=False,
        cwd=folder,
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def _assigned(file: Path) -> dict[str, str]:
    lines = [line for line in file.read_text().splitlines() if line and line[0] != "#"]
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("part", [SERVER, SMALL])
def test_setting_up_makes_secrets_that_are_private_and_stay(checkout: Path, part: str) -> None:
    (command,) = [one for one in commands(part) if "deploy/setup.sh" in one]
    _typed(command, checkout)
    ours, theirs = checkout / ".env", checkout / "backend" / ".env"
    made, settings = _assigned(ours), _assigned(theirs)
    secrets = [made["MONGO_PASSWORD"], made["TURN_SECRET"]]
    secrets += [settings["JWT_SECRET"], settings["JWT_REFRESH_SECRET"]]
    assert all(len(secret) == 64 for secret in secrets)
    assert len(set(secrets)) == 4
    assert settings["BACKEND_URL"] == "https://voice.example.org"
    assert (made["TURN_REALM"], made["TURN_EXTERNAL_IP"]) == ("voice.example.org", "203.0.113.7")
    for file in (ours, theirs, checkout / "deploy" / "tls" / "privkey.pem"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = ours.read_text() + theirs.read_text()
    _typed(command, checkout)
    assert ours.read_text() + theirs.read_text() == before


@pytest.mark.parametrize("name", ["docker-compose.prod.yml", "docker-compose.small.yml"])
def test_setting_up_gives_the_compose_files_all_that_they_ask_for(
    checkout: Path, name: str
) -> None:
    _typed("sh deploy/setup.sh voice.example.org 203.0.113.7", checkout)
    asked = set(re.findall(r"\$\{(\w+):\?", (ROOT / name).read_text(encoding="utf-8")))
    assert asked <= set(_assigned(checkout / ".env"))
    assert asked


def test_a_renewed_certificate_is_given_to_the_containers_and_told(checkout: Path) -> None:
    (command,) = [one for one in commands(SERVER) if one.startswith("sudo certbot")]
    hook = shlex.split(command)[-1].replace("$PWD", str(checkout))
    live = checkout / "live"
    live.mkdir()
    for name in ("fullchain.pem", "privkey.pem"):
        (live / name).write_text(f"new {name}")
    stubs = checkout / "stubs"
    stubs.mkdir()
    (stubs / "docker").write_text(f'#!/bin/sh\necho "$@" >>{checkout}/told\n')
    (stubs / "docker").chmod(0o755)
    _typed(hook, checkout, RENEWED_LINEAGE=str(live), PATH=f"{stubs}:{os.environ['PATH']}")
    for name in ("fullchain.pem", "privkey.pem"):
        file = checkout / "deploy" / "tls" / name
        assert file.read_text() == f"new {name}"
        assert stat.S_IMODE(file.stat().st_mode) == 0o400
        assert file.stat().st_uid == (_USER if os.geteuid() == 0 else os.geteuid())
    signals = (checkout / "told").read_text().splitlines()
    assert signals == ["kill --signal HUP gethory-nginx-1", "kill --signal USR2 gethory-coturn-1"]


@pytest.mark.timeout(120)
def test_in_a_network_of_ones_own_people_get_a_page_by_https(checkout: Path) -> None:
    """Typed in a network where 192.168.1.20 is this machine."""
    if os.geteuid() != 0:
        missing("This test makes a network of its own: run it as root")
    program("nginx", "nginx-light libnginx-mod-http-brotli-static")
    certificate, server, nginx = commands(LAN)[2:5]
    _typed(certificate, checkout)
    dist = checkout / "frontend" / "dist"
    dist.mkdir(parents=True)
    (dist / "index.html").write_text("<html><head></head><body>A page</body></html>")
    serve = f"{sys.executable} -c 'from gethory.cli import main; main()' serve"
    network = Network()
    network.open()
    try:
        network.run("ip", "address", "add", "192.168.1.20/32", "dev", "lo")
        settings = f"export PYTHONPATH={ROOT}/backend/src DATA_DIR={checkout}/data; cd {checkout}; "
        log = checkout / "log"
        network.start("bash", "-c", settings + server.replace("make run", serve), log=log)
        network.start("bash", "-c", f"cd {checkout}; exec {nginx}", log=log)
        trust = f"--cacert {checkout}/deploy/tls/fullchain.pem"
        _await(network, f"curl -fsS {trust} https://192.168.1.20:8443/healthz", log)
        page = network.run("bash", "-c", f"curl -fsS {trust} https://192.168.1.20:8443/rooms")
        assert "A page" in page
        assert ("tcp", 8443) in network.listening()
    finally:
        network.close()


def _await(network: Network, command: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            network.run("bash", "-c", command)
        except subprocess.CalledProcessError:
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        else:
            return
