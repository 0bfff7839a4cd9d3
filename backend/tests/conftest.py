"""What every test shares: its loop, and that nobody may learn what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import engineio
import httpx2
import pytest

from ferretdb.build import Missing, built
from ferretdb.server import FerretDB
from leaks import Leaks
from scenarios.server import Server
from sio.client import TEXT, Client

_TOGETHER = ("hostile",)
"""Folders whose tests share somebody who has to answer all the time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What one process of several runs in a row (`--dist loadgroup`): a file, or a whole folder."""
    for item in items:
        if item.get_closest_marker("xdist_group") is not None:
            continue
        folder = item.path.parent.name
        group = folder if folder in _TOGETHER else f"{folder}-{item.path.stem}"
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_collection_finish(session: pytest.Session) -> None:
    """The first build takes longer than a test may: it is done before any of them begins."""
    wanted = ("mongo" in item.nodeid or "ferretdb" in item.fixturenames for item in _items(session))
    if not session.config.option.collectonly and any(wanted):
        with suppress(Missing):  # each test that needs it says so
            built()


def _items(session: pytest.Session) -> Iterator[pytest.Function]:
    return (item for item in session.items if isinstance(item, pytest.Function))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def ferretdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FerretDB]:
    """A server that speaks MongoDB's protocol, for every test that leaves it as it was."""
    server = FerretDB(tmp_path_factory.mktemp("ferretdb"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def whole_run() -> Iterator[Leaks]:
    """Sees every answer and socket packet that a client of a test gets; at the end reads the
    logs of all servers that were started."""
    leaks = Leaks()
    with pytest.MonkeyPatch.context() as patch:
        _watch_rest(leaks, patch)
        _watch_sockets(leaks, patch)
        yield leaks
    leaks.read_logs(Server.logs)
    assert not leaks.found, "a log says too much:\n" + "\n".join(leaks.found)


@pytest.fixture(autouse=True)
def nobody_learned_too_much(whole_run: Leaks) -> Iterator[None]:
    """Fails the test in which something came out that should not."""
    yield
    found, whole_run.found = whole_run.found, []
    assert not found, "the server told too much:\n" + "\n".join(found)


def _watch_rest(leaks: Leaks, patch: pytest.MonkeyPatch) -> None:
    send = httpx2.AsyncClient.send

    async def watched(self: httpx2.AsyncClient, request: httpx2.Request, **how: Any) -> Any:
        answer = await send(self, request, **how)
        if answer.is_closed:
            leaks.http(request, answer)
        return answer

    patch.setattr(httpx2.AsyncClient, "send", watched)


def _watch_sockets(leaks: Leaks, patch: pytest.MonkeyPatch) -> None:
    receive_packet = engineio.AsyncClient._receive_packet
    receive_frame = Client.receive_frame

    async def packet(self: engineio.AsyncClient, packet: engineio.packet.Packet) -> None:
        if isinstance(packet.data, str):
            leaks.frame(f"{packet.packet_type}{packet.data}")
        await receive_packet(self, packet)

    async def frame(self: Client) -> tuple[int, bytes]:
        kind, payload = await receive_frame(self)
        if kind == TEXT:
            leaks.frame(payload.decode())
        return kind, payload

    patch.setattr(engineio.AsyncClient, "_receive_packet", packet)
    patch.setattr(Client, "receive_frame", frame)
