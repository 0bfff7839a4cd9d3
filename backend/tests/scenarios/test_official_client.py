"""The official JavaScript client in Node talks to a Python one."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from scenarios.client import rosters_agree
from scenarios.conftest import Cast
from scenarios.server import Server

pytestmark = pytest.mark.anyio
FRONTEND = Path(__file__).resolve().parents[3] / "frontend"
SCRIPT = Path(__file__).with_name("official.mjs")


async def run_in_node(*args: str) -> asyncio.subprocess.Process:
    """The script as a module of the client's folder, where its packages are installed."""
    assert (FRONTEND / "node_modules").is_dir(), "run `make client`: Node packages are missing"
    return await asyncio.create_subprocess_exec(
        "node",
        "--input-type=module",
        "-e",
        SCRIPT.read_text(encoding="utf-8"),
        *args,
        cwd=FRONTEND,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def said(process: asyncio.subprocess.Process) -> list[list[Any]]:
    """Everything it said until its end."""
    async with asyncio.timeout(20):
        output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    return [json.loads(line) for line in output.decode().splitlines()]


@pytest.mark.parametrize("namespace", ["", "/api"])
async def test_it_joins_offers_hears_and_leaves(
    shared_server: Server, cast: Cast, namespace: str
) -> None:
    bob = await cast.page(shared_server, "bob")
    room_id = await bob.person.room()
    await bob.join(room_id)
    ann = await cast.person(shared_server, "ann")
    process = await run_in_node(shared_server.url + namespace, ann.cookie, room_id)
    offer = await bob.hears("session-description", within_s=20)
    arrived = await bob.hears("add-peer")
    assert (arrived["peerId"], arrived["user"]["_id"]) == (offer["peerId"], ann.id)
    assert offer["sessionDescription"] == {"type": "offer", "sdp": "v=0"}
    await bob.ask("relay-ice", {"peerId": offer["peerId"], "icecandidate": None})
    events = await said(process)
    kinds = [event for event, _ in events]
    assert kinds == [
        "joined",
        "add-peer",
        "mute-info",
        "ack",
        "ice-candidate",
        "remove-peer",
        "ack",
    ]
    assert [fact["ok"] for event, fact in events if event in {"joined", "ack"}] == [True] * 3
    assert (await bob.hears("remove-peer"))["peerId"] == offer["peerId"]
    await rosters_agree(room_id, bob)


async def test_it_is_refused_without_a_session(shared_server: Server) -> None:
    process = await run_in_node(shared_server.url, "nothing=here", "a" * 24)
    assert [event for event, _ in await said(process)] == ["connect_error"]
