"""A domain's certificate, by the documented command: certbot, nginx and a certificate authority."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deploy import pebble
from deploy.containers import Network
from deploy.manual import commands
from deploy.parts import DEPLOY, missing, program

pytestmark = pytest.mark.timeout(300)
_USER = 10001
_NAME = "voice.example.org"


@pytest.fixture
def network() -> Iterator[Network]:
    """In which the domain is this machine, as it is the name of the server for nginx."""
    if os.geteuid() != 0:
        missing("This test makes a network of its own: run it as root")
    network = Network({_NAME: "127.0.0.1", "server": "127.0.0.1"})
    network.open()
    yield network
    network.close()


@pytest.fixture
def machine() -> Iterator[Path]:
    """After `deploy/setup.sh`, with what compose mounts where the configuration expects it."""
    with TemporaryDirectory(prefix="gethory-domain-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(DEPLOY, folder / "deploy", ignore=shutil.ignore_patterns("tls", "acme"))
        (folder / "deploy/acme").mkdir()
        subprocess.run(["sh", folder / "deploy/certificate.sh", _NAME], check=True)
        for file in (folder / "deploy/nginx").glob("*.conf"):
            text = file.read_text().replace("/var/lib/gethory/acme", f"{folder}/deploy/acme")
            file.write_text(text.replace("/tmp/gethory-nginx", f"{folder}/nginx"))
        os.chown(folder, _USER, _USER)
        yield folder


def test_certbot_proves_the_domain_and_nginx_shows_the_new_certificate(
    network: Network, machine: Path
) -> None:
    (command,) = [c for c in commands("On a server with a domain") if "certbot certonly" in c]
    _start_nginx(network, machine)
    _start_authority(network, machine)
    assert "Pebble" not in _issuer(network)
    network.run(*_unprivileged_words(machine), "bash", "-euc", command.removeprefix("sudo "))
    deadline = time.monotonic() + 20
    while "Pebble" not in _issuer(network):
        assert time.monotonic() < deadline, _issuer(network)
        time.sleep(0.2)


def _start_nginx(network: Network, machine: Path) -> None:
    """As its container does."""
    nginx = program("nginx", "nginx-light libnginx-mod-http-brotli-static")
    log = machine / "nginx.log"
    log.touch()
    os.chown(log, _USER, _USER)
    words = (nginx, "-p", machine, "-c", machine / "deploy/nginx/nginx.conf", "-e", "stderr")
    user = ("setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups")
    network.start(*user, "sh", "-c", '"$@" | cat', "sh", *map(str, words), log=log)
    _await(network, "curl -fsS http://127.0.0.1:8080/nginx-is-up", log)


def _start_authority(network: Network, machine: Path) -> None:
    """Its own certificate is one of ours too; certbot does not look at it."""
    own = machine / "authority"
    shutil.copytree(DEPLOY, own / "deploy", ignore=shutil.ignore_patterns("tls", "acme"))
    subprocess.run(["sh", own / "deploy/certificate.sh", "127.0.0.1"], check=True)
    tls = own / "deploy/tls"
    file = pebble.settings(own, tls / "fullchain.pem", tls / "privkey.pem", 8080)
    at_once = ("env", "PEBBLE_VA_NOSLEEP=1")
    network.start(*at_once, str(pebble.built()), "-config", str(file), log=own / "log")
    _await(network, "curl -fsSk https://127.0.0.1:14000/dir", own / "log")


def _unprivileged_words(machine: Path) -> list[str]:
    """The environment of the command: where certbot keeps things, whom it asks, and a `docker`
    that has nginx in no container."""
    home = machine / "home"
    (home / "letsencrypt").mkdir(parents=True)
    lines = [
        "server = https://127.0.0.1:14000/dir",
        "no-verify-ssl = true",
        "non-interactive = true",
        "agree-tos = true",
        "register-unsafely-without-email = true",
        *(f"{kind}-dir = {home}/{kind}" for kind in ("config", "work", "logs")),
    ]
    (home / "letsencrypt" / "cli.ini").write_text("\n".join(lines))
    stub = machine / "bin" / "docker"
    stub.parent.mkdir()
    pid = f"{machine}/nginx.pid"
    stub.write_text(f'#!/bin/sh\n[ "$4" != gethory-nginx-1 ] || kill -HUP "$(cat {pid})"\n')
    stub.chmod(0o755)
    program("certbot", "certbot")
    path = f"PATH={stub.parent}:{os.environ['PATH']}:/usr/bin"
    return ["env", "-C", str(machine), f"PWD={machine}", f"XDG_CONFIG_HOME={home}", path]


def _issuer(network: Network) -> str:
    asked = f"openssl s_client -connect 127.0.0.1:8443 -servername {_NAME} </dev/null 2>/dev/null"
    return network.run("bash", "-c", f"{asked} | openssl x509 -noout -issuer")


def _await(network: Network, command: str, log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            network.run(*shlex.split(command))
        except subprocess.CalledProcessError:
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        else:
            return
