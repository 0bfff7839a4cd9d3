"""A server whose database is not there yet says so, and a mistyped setting is seen at once."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx2
import pytest
import socketio

from scenarios.server import Server, free_port

pytestmark = pytest.mark.anyio


async def test_a_server_that_waits_for_its_database_says_so_and_stops_when_asked(
    tmp_path: Path,
) -> None:
    nobody = f"mongodb://127.0.0.1:{free_port()}/gethory"
    server = Server(tmp_path, ready_at="/healthz", DB_URI=nobody)
    await server.start()
    async with httpx2.AsyncClient(base_url=server.url) as somebody:
        ready = await somebody.get("/readyz")
        assert (ready.status_code, ready.json()["reason"]) == (503, "starting")
        asked = await somebody.get("/api/user", headers={"authorization": "Bearer x"})
        assert asked.status_code in (401, 503)
        login = {"email": "ann@example.org", "password": "a good password"}
        assert (await somebody.post("/api/auth/login", json=login)).status_code == 503
    with pytest.raises(socketio.exceptions.ConnectionError):
        await socketio.AsyncClient(reconnection=False).connect(server.url, wait_timeout=2)
    began = time.monotonic()
    assert await asyncio.to_thread(server.stop) == 0
    assert time.monotonic() - began < 5
    assert "is ready" not in server.output()
    assert "Traceback" not in server.output()


async def test_development_warns_of_a_name_that_is_no_setting_and_starts(tmp_path: Path) -> None:
    server = Server(tmp_path, RATE_JION="5/1m")
    await server.start()
    assert server.stop() == 0
    said = "gethory: RATE_JION in the environment is no setting. Did you mean RATE_JOIN?\n"
    assert said in server.output()
