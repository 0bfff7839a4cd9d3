"""The MongoDB server is gone or frozen while people talk: they do not notice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from ferretdb.server import FerretDB
from scenarios.conftest import Cast
from scenarios.eventually import eventually
from scenarios.people import PASSWORD, Person, browser
from scenarios.server import Server
from scenarios.truth import all_is_right

pytestmark = pytest.mark.anyio

AWAY_S = 10.0
ANSWER_S = 2.0


class Rig:
    """A server on a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.database = FerretDB(folder / "ferretdb")
        self.database.start()
        self.server = Server(folder, DB_URI=self.database.uri("gethory"))


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    rig = Rig(tmp_path)
    try:
        await rig.server.start()
        yield rig
        rig.server.stop()
    finally:
        rig.database.stop()


@pytest.mark.parametrize("how", ["killed", "frozen"])
async def test_a_database_that_is_away_for_ten_seconds_is_noticed_by_nobody_who_talks(
    rig: Rig, cast: Cast, how: str
) -> None:
    ann, bob, cid = await cast.pages(rig.server, "ann", "bob", "cid")
    room_id = await ann.person.room()
    for page in (ann, bob, cid):
        await page.join(room_id)
    database = rig.database
    database.kill() if how == "killed" else database.freeze()
    gone = time.monotonic()

    for _ in range(3):
        took, answer = await _sign_in(rig.server, ann.person)
        assert answer.status_code == 503
        assert answer.json()["code"] == "unavailable"
        assert "retry-after" in answer.headers
        assert took < ANSWER_S
    assert await _says(rig.server, "/readyz") == (503, "store_unavailable")
    assert await _says(rig.server, "/healthz") == (200, None)
    for event in ("unmute", "mute"):
        began = time.monotonic()
        assert (await ann.ask(event, {"roomId": room_id}))["ok"]
        assert time.monotonic() - began < 0.5
        await bob.hears(event)
    signal = {"peerId": bob.peer_id, "icecandidate": {"candidate": "while it is away"}}
    assert (await ann.ask("relay-ice", signal))["ok"]
    assert (await bob.hears("ice-candidate"))["icecandidate"] == signal["icecandidate"]
    assert (await cid.ask("leave", {"roomId": room_id}))["ok"]
    await ann.hears("remove-peer")
    await eventually(lambda: "" if time.monotonic() - gone >= AWAY_S else "not yet", AWAY_S + 1)

    if how == "killed":
        await asyncio.to_thread(database.start)
    else:
        database.thaw()
    await _signs_in_again(rig.server, ann.person)
    assert await _says(rig.server, "/readyz") == (200, None)
    assert [page.disconnected for page in (ann, bob, cid)] == [None] * 3
    await cid.join(room_id)
    await all_is_right(room_id, ann, bob, cid)
    assert await ann.person.room("Afterwards")


async def _says(server: Server, path: str) -> tuple[int, str | None]:
    """The status, and the reason where there is one; in time."""
    async with browser(server.url) as rest:
        answer = await rest.get(path, timeout=ANSWER_S)
    return answer.status_code, answer.json().get("reason")


async def _sign_in(server: Server, person: Person) -> tuple[float, httpx2.Response]:
    """How long it took, and the answer."""
    body = {"email": person.email, "password": PASSWORD}
    began = time.monotonic()
    async with browser(server.url) as rest:
        answer = await rest.post("/api/auth/login", json=body)
    return time.monotonic() - began, answer


async def _signs_in_again(server: Server, person: Person) -> None:
    deadline = time.monotonic() + 10
    while True:
        _, answer = await _sign_in(server, person)
        if answer.status_code == 200:
            return
        assert time.monotonic() < deadline, f"signing in still says {answer.status_code}"
