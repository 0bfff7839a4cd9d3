"""A server whose words go to a full disk, or to a reader who is gone, serves all the same."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from scenarios.server import Server

pytestmark = pytest.mark.anyio

NOBODY_READS = {
    "full disk": "import sys; sys.stdout = sys.stderr = open('/dev/full', 'w')",
    "broken pipe": "import os, sys; r, w = os.pipe(); os.close(r)\n"
    "sys.stdout = sys.stderr = os.fdopen(w, 'w')",
}


@pytest.mark.parametrize("prelude", NOBODY_READS.values(), ids=NOBODY_READS)
async def test_who_comes_is_served_though_no_line_of_log_can_be_written(
    prelude: str, tmp_path: Path
) -> None:
    server = Server(tmp_path, prelude=prelude)
    await server.start()
    async with httpx2.AsyncClient(base_url=server.url) as somebody:
        words = {"email": "ann@example.org", "password": "a good password"}
        words["confirmpassword"] = words["password"]
        made = await somebody.post("/api/auth/register", json=words)
        assert made.status_code == 200, made.text
        [mail] = (await somebody.get("/__outbox?format=json")).json()
        assert mail["to"] == words["email"]
        foreign = await somebody.get("/api/rooms", headers={"origin": "https://evil.example"})
        assert foreign.json()["code"] == "origin_forbidden"
    server.stop()
