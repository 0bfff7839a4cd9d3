"""The official clients with default options and nothing but a session cookie, on the real server.

They begin with HTTP requests, move to a WebSocket, talk to each other, and come back after the
server was killed.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from conformance.test_javascript_client import MODULES, node
from scenarios.conftest import Cast, cast
from scenarios.people import Person
from scenarios.server import Server
from sio.rig import eventually

pytestmark = pytest.mark.anyio
HERE = Path(__file__).parent
__all__ = ["cast"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server that a test may kill; it pings often, so that a lost one is noticed soon."""
    server = Server(tmp_path, PING_INTERVAL_MS="1000", PING_TIMEOUT_MS="2000")
    await server.start()
    yield server
    server.stop()


class Plain:
    """python-socketio's plain client, as its manual's first example has it."""

    def __init__(self, person: Person, room_id: str) -> None:
        session = requests.Session()
        session.cookies.set("accessToken", person.rest.cookies["accessToken"])
        self.room_id = room_id
        self.joined: list[dict[str, Any]] = []
        self.told: list[tuple[str, Any]] = []
        self.io = socketio.Client(http_session=session, reconnection_delay=0.2)
        self.io.on("connect", self._join)
        for event in ("add-peer", "session-description", "ice-candidate"):
            self.io.on(event, lambda fact, event=event: self.told.append((event, fact)))

    def _join(self) -> None:
        threading.Thread(target=self._ask_to_join).start()

    def _ask_to_join(self) -> None:
        answer = self.io.call("join", {"roomId": self.room_id}, timeout=10)
        self.joined.append(answer)

    def facts(self, event: str) -> list[Any]:
        return [fact for name, fact in self.told if name == event]


class Said:
    """What the JavaScript client said so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[list[Any]] = []

    async def listen(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def times(self, what: str) -> int:
        return len([line for line in self.lines if line[0] == what])

    async def hears(self, missing: Callable[[], bool]) -> None:
        await eventually(lambda: "" if missing() else f"it only said {self.lines}", within_s=20)


@asynccontextmanager
async def in_node(server: Server, person: Person, room_id: str) -> AsyncIterator[Said]:
    """The JavaScript client as a process."""
    process = await asyncio.create_subprocess_exec(
        node(),
        str(HERE / "defaults.mjs"),
        str(MODULES),
        server.url,
        person.cookie,
        room_id,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    said = Said(process)
    listening = asyncio.create_task(said.listen())
    try:
        yield said
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await listening


@asynccontextmanager
async def plain(server: Server, person: Person, room_id: str) -> AsyncIterator[Plain]:
    """The plain client, which has threads of its own."""
    client = Plain(person, room_id)
    await asyncio.to_thread(client.io.connect, server.url)
    try:
        yield client
    finally:
        await asyncio.to_thread(client.io.shutdown)


async def test_default_clients_connect_upgrade_relay_and_survive_a_restart(
    server: Server, cast: Cast
) -> None:
    ann, bob = [await cast.person(server, name) for name in ("ann", "bob")]
    room_id = await ann.room()
    async with in_node(server, ann, room_id) as there, plain(server, bob, room_id) as here:
        await there.hears(lambda: there.times("upgrade") == 1 and there.times("joined") == 1)
        assert there.lines[0] == ["open", "polling"]
        assert here.io.transport() == "websocket"
        await relay(here, there, 1)
        await asyncio.to_thread(server.kill)
        await there.hears(lambda: there.times("disconnect") == 1)
        await server.start()
        await there.hears(lambda: there.times("joined") == 2)
        await there.hears(lambda: there.times("upgrade") == 2)
        await eventually(
            lambda: "" if len(here.joined) == 2 else "the plain client is not back", within_s=20
        )
        assert here.io.transport() == "websocket"
        await relay(here, there, 2)
        there.process.stdin.write(b"\n")  # type: ignore[union-attr]  # it is a pipe
        assert await asyncio.wait_for(there.process.wait(), 10) == 0
        assert there.lines[-2:] == [["left", True], ["disconnect", "io client disconnect"]]


async def relay(here: Plain, there: Said, times: int) -> None:
    """A description goes there, a candidate comes back."""
    await there.hears(lambda: there.times("joined") == times)
    peer_id = [line for line in there.lines if line[0] == "joined"][-1][2]
    payload = {"peerId": peer_id, "sessionDescription": {"type": "offer", "sdp": f"v={times}"}}
    answer = await asyncio.to_thread(here.io.call, "relay-sdp", payload, timeout=10)
    assert answer == {"ok": True}
    await there.hears(lambda: ["session-description", f"v={times}"] in there.lines)
    await eventually(
        lambda: "" if len(here.facts("ice-candidate")) == times else "no candidate came back"
    )
    assert here.facts("ice-candidate")[-1]["icecandidate"] == {"candidate": "mine"}


async def test_a_plain_client_that_is_given_its_cookie_once_may_poll_for_ever(
    server: Server, cast: Cast
) -> None:
    """It sends the headers given to `connect` with its first request only."""
    ann = await cast.person(server, "ann")
    client = socketio.Client()
    await asyncio.to_thread(
        client.connect, server.url, {"Cookie": ann.cookie}, transports=["polling"]
    )
    joined = await asyncio.to_thread(client.call, "join", {"roomId": await ann.room()}, timeout=10)
    assert joined["ok"]
    assert client.transport() == "polling"
    await asyncio.to_thread(client.shutdown)


async def test_a_session_that_ends_ends_its_polling(server: Server, cast: Cast) -> None:
    ann = await cast.person(server, "ann")
    client = Plain(ann, await ann.room())
    gone: list[str] = []
    client.io.on("disconnect", gone.append)
    client.io.on("removed", lambda fact: client.told.append(("removed", fact)))
    await asyncio.to_thread(client.io.connect, server.url, transports=["polling"])
    await eventually(lambda: "" if client.joined else "it did not join", within_s=10)
    await ann.rest.get("/api/auth/logout")
    await eventually(lambda: "" if gone else "it is still connected")
    assert client.facts("removed")[0]["reason"] == "session_ended"
    assert gone == ["server disconnect"]
    await asyncio.to_thread(client.io.shutdown)


async def test_nobody_polls_without_a_session_or_from_a_foreign_page(
    server: Server, cast: Cast
) -> None:
    ann = await cast.person(server, "ann")
    target = server.url + "/socket.io/?EIO=4&transport=polling"

    def ask(headers: dict[str, str]) -> requests.Response:
        return requests.get(target, headers=headers, timeout=10)

    answer = await asyncio.to_thread(ask, {})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_required")
    foreign = {"Cookie": ann.cookie, "Origin": "https://evil.example"}
    answer = await asyncio.to_thread(ask, foreign)
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_forbidden")
    page = {"Cookie": ann.cookie, "Origin": "http://localhost:5173"}
    answer = await asyncio.to_thread(ask, page)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "http://localhost:5173"
    assert answer.headers["access-control-allow-credentials"] == "true"
