"""What the log says of an attack: one line with a code, soon and seldom, and nobody's address."""

from __future__ import annotations

import asyncio
import re

import pytest

from hostile.ground import Ground, raw
from hostile.intruder import Intruder, headers_of
from scenarios.eventually import eventually
from sio.client import Client, Refused

pytestmark = pytest.mark.anyio


async def lines_of(ground: Ground, before: int, event: str) -> list[str]:
    """The lines with this event since then; there is at least one."""

    def found() -> list[str]:
        return re.findall(rf".*\[warning *\] {event} .*", ground.server.output()[before:])

    await eventually(lambda: "" if found() else f"no line says {event}")
    return found()


async def test_each_kind_of_attack_is_one_line(ground: Ground) -> None:
    before = len(ground.server.output())
    person = await ground.person()
    headers = headers_of(person)
    stranger = ground.stranger()
    for _ in range(30):
        await raw(ground.server.port, b"garbage\r\n\r\n", source="127.0.0.77")
        await stranger.get("/api/user", headers={"Origin": "https://evil.example"})
        with pytest.raises(Refused):
            await Client.open(ground.server.port, headers={"cookie": ""})
    flooding = await Intruder.open(ground.server, person)
    await flooding.ask_many(['["leave"]'] * 200)
    garbage = await Client.connected(ground.server.port, headers=headers)
    garbage.send("garbage")
    for _ in range(35):
        await person.rest.post("/api/room/create", json={"topic": "T", "roomType": "public"})
    for event, said in (
        ("http_malformed", ""),
        ("origin_refused", ""),
        ("handshake_refused", "code=session_required"),
        ("events_over_rate", f"user_id={person.id}"),
        ("socket_garbage", f"user_id={person.id}"),
        ("rate_limited", f"id={person.id} limit=create-room"),
    ):
        lines = await lines_of(ground, before, event)
        assert said in lines[0]
        assert all(re.search(r"source=[0-9a-f]{8} ", line) for line in lines)
        assert "127.0.0." not in "".join(lines)
        assert "198.18." not in "".join(lines)


async def test_what_was_left_out_is_counted(ground: Ground) -> None:
    before = len(ground.server.output())
    for _ in range(3):
        for _ in range(20):
            await raw(ground.server.port, b"garbage\r\n\r\n", source="127.0.0.78")
        await asyncio.sleep(1.1)
    lines = await lines_of(ground, before, "http_malformed")
    times = [int(re.search(r"times=(\d+)", line)[1]) for line in lines]  # type: ignore[index]  # it is there
    assert sum(times) >= 40
    assert len(lines) <= 6
