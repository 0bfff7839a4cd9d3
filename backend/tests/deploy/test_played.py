"""Both deployments, started from their compose files: who gets in, who reaches whom, what stays."""

from __future__ import annotations

import os
import re
import select
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import pytest
import socketio
from dotenv import dotenv_values

from deploy.machine import DOMAIN, MACHINE, OUTSIDE
from deploy.oci import LIMITED
from deploy.played import Stack, played
from scenarios.eventually import eventually
from scenarios.people import PASSWORD, ask
from turn.client import Account, Turn
from turn.relay import PORT, Host
from turn.test_relay import FORBIDDEN, account

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.timeout(900),  # the first time images are built
    pytest.mark.xdist_group("images"),
]
_SITE = f"https://{DOMAIN}"
_PUBLISHED = {80, 443, 3478, 5349}
_PATIENCE_S = 1.0
_CODE = re.compile(r"To: (\S+)\nSubject: .*?(\d{6})\n")
_IN_STATUS = re.compile(r"^(CapEff|CapBnd|NoNewPrivs):\s*(\w+)$", re.MULTILINE)


@pytest.fixture(scope="module", params=["docker-compose.prod.yml", "docker-compose.small.yml"])
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    with (
        TemporaryDirectory(prefix="gethory-played-") as folder,
        played(request.param, Path(folder)) as stack,
    ):
        yield stack


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The domain leads to the machine."""
    find = socket.getaddrinfo

    def found(host: Any, *words: Any, **more: Any) -> Any:
        return find(MACHINE if host in (DOMAIN, DOMAIN.encode()) else host, *words, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)


@asynccontextmanager
async def visitor(stack: Stack, scheme: str = "https") -> AsyncIterator[httpx2.AsyncClient]:
    """A browser on the internet."""
    trust = _trust(stack)
    with stack.machine.outside.entered():
        async with httpx2.AsyncClient(verify=trust, base_url=f"{scheme}://{DOMAIN}") as browser:
            yield browser


def _trust(stack: Stack) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(stack.folder / "deploy/tls/fullchain.pem"))


# who starts ----------------------------------------------------------------------------------


def test_every_service_starts_and_its_health_check_says_so(stack: Stack) -> None:
    assert sorted(stack.healthy) == sorted(stack.containers)
    if "mongo" in stack.containers:
        assert stack.healthy.index("mongo") < stack.healthy.index("server")
        started = {name: one.started_at or 0 for name, one in stack.containers.items()}
        assert started["mongo"] < started["server"] < started["nginx"]


def test_no_service_has_more_rights_than_its_file_gives_it(stack: Stack) -> None:
    for name, one in stack.containers.items():
        said = one.ask("cat", "/proc/1/status").stdout
        rights = dict(_IN_STATUS.findall(said))
        bounding = 1 << 10 if name == "coturn" else 0  # CAP_NET_BIND_SERVICE
        assert int(rights["CapBnd"], 16) == bounding, name
        assert int(rights["CapEff"], 16) & ~bounding == 0, name
        assert rights["NoNewPrivs"] == "1"
        uid = one.ask("stat", "-c", "%u", "/proc/1").stdout.strip()
        assert uid == str(one.service.user[0])
        assert uid != "0"


def test_no_service_can_write_into_its_own_root(stack: Stack) -> None:
    for one in stack.containers.values():
        assert one.ask("touch", "/etc/passwd").returncode != 0
        assert "Read-only" in one.ask("touch", "/written").stderr
        assert one.ask("touch", "/tmp/written").returncode == 0


def test_every_service_stays_within_its_memory(stack: Stack) -> None:
    for name, one in stack.containers.items():
        resident = sum(_resident_bytes(pid) for pid in one.pids())
        assert 0 < resident < one.service.memory_bytes, name
        assert len(one.pids()) < one.service.pids
        if LIMITED:
            group = Path(f"/sys/fs/cgroup/memory/{one.host.namespace}/memory.limit_in_bytes")
            assert int(group.read_text()) == one.service.memory_bytes


def _resident_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


# who gets in ---------------------------------------------------------------------------------


async def test_the_site_answers_by_tls_with_the_built_client(stack: Stack) -> None:
    async with visitor(stack) as browser:
        assert (await browser.get("/healthz")).status_code == 200
        page = await browser.get("/r/0123456789abcdef01234567")
        nonce = page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
        assert f'content="{nonce}"' in page.text
        early = (await browser.get("/preloads.json")).json()["r"]
        assert early
        for file in early:
            assert f'<link rel="modulepreload" crossorigin href="/{file}" />' in page.text
        script = page.text.split('type="module" crossorigin src="')[1].split('"')[0]
        asset = await browser.get(script, headers={"Accept-Encoding": "gzip, br"})
        assert asset.headers["content-encoding"] == "br"
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert (await browser.get("/metrics")).status_code == 404


async def test_a_domain_is_proved_and_everybody_is_sent_to_https(stack: Stack) -> None:
    proof = stack.folder / "deploy/acme/.well-known/acme-challenge/proof"
    proof.parent.mkdir(parents=True)
    proof.write_text("ours")
    for folder in (proof, *proof.parents[:2]):
        folder.chmod(0o755)
    async with visitor(stack, "http") as browser:
        answer = await browser.get("/.well-known/acme-challenge/proof")
        assert (answer.status_code, answer.text) == (200, "ours")
        moved = await browser.get("/r/1?x=2")
        assert moved.headers["location"] == f"{_SITE}/r/1?x=2"


async def test_somebody_registers_joins_and_finds_all_of_it_after_a_restart(stack: Stack) -> None:
    async with visitor(stack) as browser:
        room_id = await _move_in(stack, browser)
        await _join(stack, browser, room_id)
        server = stack.containers["server"]
        assert server.stop() == 0
        server.start()
        stack.healthy_again("server")
        found = await ask(browser, "GET", f"/api/room/getroom/{room_id}")
        assert found["room"]["topic"] == "Talk"
        await _join(stack, browser, room_id)
        await ask(browser, "POST", "/api/auth/login", _ACCOUNT)


_ACCOUNT = {"email": "ann@example.org", "password": PASSWORD}


async def _move_in(stack: Stack, browser: httpx2.AsyncClient) -> str:
    """An account, verified with the code that its operator reads, and a room of it."""
    body = _ACCOUNT | {"confirmpassword": PASSWORD}
    await ask(browser, "POST", "/api/auth/register", body)
    server = stack.containers["server"]
    await eventually(lambda: "" if _CODE.search(server.said()) else f"no code:\n{server.said()}")
    codes = dict(_CODE.findall(server.said()))
    await ask(browser, "POST", "/api/auth/email/verify", {"code": codes[_ACCOUNT["email"]]})
    await ask(browser, "PUT", "/api/user/update_profile", {"name": "Ann", "username": "ann"})
    made = await ask(browser, "POST", "/api/room/create", {"topic": "Talk", "roomType": "public"})
    return str(made["room"]["_id"])


async def _join(stack: Stack, browser: httpx2.AsyncClient, room_id: str) -> dict[str, Any]:
    """What the join says; the socket is closed again."""
    cookie = f"accessToken={browser.cookies['accessToken']}"
    page = socketio.AsyncClient(reconnection=False, ssl_verify=False)
    await page.connect(_SITE, headers={"Cookie": cookie}, transports=["websocket"])
    line = page.eio.ws.get_extra_info("socket")
    try:
        ack: dict[str, Any] = await page.call("join", {"roomId": room_id}, timeout=10)
    finally:
        await page.disconnect()
        await eventually(lambda: "the page's line is open" if line.fileno() >= 0 else "")
    assert ack["ok"], ack
    assert any(DOMAIN in url for one in ack["link"]["iceServers"] for url in one["urls"])
    return ack


# who reaches whom ----------------------------------------------------------------------------


def test_from_outside_only_the_published_ports_are_open(stack: Stack) -> None:
    assert _listening(stack, "server") == {3000}
    assert _listening(stack, "nginx") == {8080, 8443}
    listening = {port for name in stack.containers for port in _listening(stack, name)}
    tried = {*range(1, 1025), *listening, *_PUBLISHED}
    assert _reached(stack.machine.outside, [(MACHINE, port) for port in tried]) == {
        (MACHINE, port) for port in _PUBLISHED
    }


def test_the_relay_has_no_way_to_the_database_and_the_application(stack: Stack) -> None:
    """TN-4: asked from inside its own network."""
    theirs = _doors(stack, "server", "mongo", "nginx")
    assert _reached(stack.machine.host("coturn"), theirs) == set()
    # Those who talk to each other do: what is refused above is there.
    assert _reached(stack.machine.host("nginx"), _doors(stack, "server", net="front"))
    if "mongo" in stack.containers:
        assert _reached(stack.machine.host("server"), _doors(stack, "mongo"))
        assert not _reached(stack.machine.host("nginx"), _doors(stack, "mongo"))


def test_the_database_has_no_way_out_and_the_server_has_one(stack: Stack) -> None:
    with stack.machine.outside.entered():
        mailer = socket.create_server((OUTSIDE, 0))
    with mailer:
        door = (OUTSIDE, int(mailer.getsockname()[1]))
        assert _reached(stack.machine.host("server"), [door]) == {door}
        if "mongo" in stack.containers:
            assert _reached(stack.machine.host("mongo"), [door]) == set()


def test_nobody_has_the_relay_send_to_the_database_or_the_application(stack: Stack) -> None:
    """TN-4: asked by somebody with a good account; the relay refuses each of them."""
    mine = _account(stack)
    with stack.machine.outside.entered(), Turn((MACHINE, PORT)) as turn:
        assert turn.allocate(mine) == 0
        inside = {address for address, _ in _doors(stack, *stack.containers)}
        gateways = {f"{address.rpartition('.')[0]}.1" for address in inside}
        for address in (*inside, *gateways, "127.0.0.1"):
            assert turn.permit(address, mine) == FORBIDDEN, address


def test_the_relay_carries_between_two_people_outside(stack: Stack) -> None:
    mine = _account(stack)
    with (
        stack.machine.outside.entered(),
        Turn((MACHINE, PORT)) as turn,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer,
    ):
        peer.bind((OUTSIDE, 0))
        peer.settimeout(5)
        assert turn.allocate(mine) == 0
        assert turn.permit(OUTSIDE, mine) == 0
        turn.send(peer.getsockname(), b"hello")
        heard, relay = peer.recvfrom(100)
        assert (heard, relay[0]) == (b"hello", MACHINE)
        assert 49160 <= relay[1] <= 49559
        peer.sendto(b"and you", relay)
        assert turn.receive() == b"and you"


def _account(stack: Stack) -> Account:
    return account(str(dotenv_values(stack.folder / ".env")["TURN_SECRET"]))


def _listening(stack: Stack, name: str) -> set[int]:
    """TCP ports in the network of a service."""
    asked = stack.containers[name].host.inside(["ss", "-Hlnt"])
    lines = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    return {int(line.split()[3].rpartition(":")[2]) for line in lines}


def _doors(stack: Stack, *names: str, net: str | None = None) -> list[tuple[str, int]]:
    """Where services listen, in all of their networks or one."""
    return [
        (address, port)
        for name in names
        if name in stack.containers
        for network, address in stack.machine.addresses[name].items()
        if net in (None, network)
        for port in _listening(stack, name)
    ]


def _reached(host: Host, doors: list[tuple[str, int]]) -> set[tuple[str, int]]:
    """Which of these TCP ports answer to somebody at that host, all asked at once."""
    asked = select.poll()
    waiting: dict[int, tuple[socket.socket, tuple[str, int]]] = {}
    with host.entered(), ExitStack() as end:
        for door in doors:
            line = end.enter_context(socket.socket())
            line.setblocking(False)
            line.connect_ex(door)
            waiting[line.fileno()] = line, door
            asked.register(line, select.POLLOUT)
        reached, until = set(), time.monotonic() + _PATIENCE_S
        while waiting and (left := until - time.monotonic()) > 0:
            for number, _ in asked.poll(left * 1000):
                asked.unregister(number)
                line, door = waiting.pop(number)
                with suppress(OSError):
                    line.getpeername()
                    reached.add(door)
    return reached
