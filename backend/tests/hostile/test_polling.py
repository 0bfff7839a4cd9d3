"""Long-polling: what comes by plain HTTP is bounded, coded, and no way into others' sessions."""

from __future__ import annotations

import asyncio
import time

import httpx2
import pytest

from hostile.ground import Ground, came_from, new_source
from hostile.intruder import headers_of
from scenarios.people import Person
from sio.client import Client, Refused
from sio.poller import Poller

pytestmark = pytest.mark.anyio

KIB = 1024


@pytest.fixture(scope="module")
async def mallory(strict_ground: Ground) -> Person:
    return await strict_ground.person()


async def session_of(ground: Ground, person: Person) -> Poller:
    return await Poller.open(ground.server.port, headers_of(person))


def refused(answer: httpx2.Response, status: int, message: str = "") -> None:
    assert answer.status_code == status, answer.text
    if message:
        assert answer.json()["message"] == message


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\x1e", 400),
        (b"9", 400),
        (b"2", 400),
        (b"hello", 400),
        (b"\xff\xfe", 400),
        (b"42[", 400),
        (b"4" * 100, 400),
        (b"b!!!not base64", 400),
        (b"bAAAA", 400),
        (b'42["mute"]', 400),
        (b'451-["relay-sdp",{"_placeholder":true,"num":0}]\x1e42["mute"]', 400),
        (b"3\x1e" * 600 + b"3", 400),
        (b"3\x1e" * 400 + b"3", 400),
        (b'42["mute",' + b"[" * 60_000, 400),
        (b"4" * (64 * KIB + 1), 413),
        (b"4" * (5 * KIB * KIB), 413),
    ],
)
async def test_what_are_no_packets_end_the_session(
    ground: Ground, mallory: Person, body: bytes, status: int
) -> None:
    poller = await session_of(ground, mallory)
    refused(await poller.post(body), status)
    refused(await poller.get(), 400, "Session ID unknown")


async def test_a_session_is_nobody_elses(ground: Ground, mallory: Person) -> None:
    victim = await session_of(ground, await ground.person("vic"))
    for headers in (
        headers_of(mallory),
        {"cookie": ""},
        {"cookie": "io=" + "x" * 20},
        {"cookie": "accessToken=x.y.z"},
        {"authorization": "Bearer x.y.z"},
    ):
        thief = Poller(ground.server.port, headers)
        thief.sid = victim.sid
        for answer in (await thief.get(), await thief.post("41")):
            refused(answer, 400, "Session ID unknown")
        query = f"EIO=4&transport=websocket&sid={victim.sid}"
        with pytest.raises(Refused) as stolen:
            await Client.open(ground.server.port, query=query, headers=headers | came_from(""))
        assert stolen.value.status == 400
    await victim.send("40")
    (packet,) = await victim.receive()
    assert packet.startswith("40")


async def test_no_session_begins_without_one_to_sign_in(ground: Ground) -> None:
    for headers, status, code in (
        ({}, 401, "session_required"),
        ({"Cookie": "accessToken=x.y.z"}, 401, "session_required"),
        ({"Origin": "https://evil.example"}, 403, "origin_forbidden"),
    ):
        answer = await ground.stranger().get("/socket.io/?EIO=4&transport=polling", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("sid", ["", "x", "x" * 20, "__proto__", "%00", "../..", "9" * 5000])
async def test_an_unknown_session_is_unknown(ground: Ground, mallory: Person, sid: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "HEAD"):
        answer = await mallory.rest.request(
            method, f"/socket.io/?EIO=4&transport=polling&sid={sid}", content=b"40"
        )
        assert answer.status_code == 400


async def test_one_request_of_a_kind_at_a_time(ground: Ground, mallory: Person) -> None:
    poller = await session_of(ground, mallory)
    await poller.send("40")
    await poller.receive()
    first = asyncio.create_task(poller.get())
    await asyncio.sleep(0.1)
    codes = sorted([(await poller.get()).status_code, (await first).status_code])
    assert codes[-1] == 400
    refused(await poller.get(), 400, "Session ID unknown")


async def test_rates_are_the_same_as_on_a_websocket(ground: Ground, mallory: Person) -> None:
    poller = await session_of(ground, mallory)
    await poller.send("40")
    await poller.receive()
    began = time.monotonic()
    await poller.send(*(f'42{number}["leave"]' for number in range(200)))
    acks = await poller.receive_all(200)
    passed = sum('{"ok":true}' in ack for ack in acks)
    assert 55 <= passed <= 60 + 20 * (time.monotonic() - began)
    assert sum('"rate_limited"' in ack for ack in acks) == 200 - passed


async def test_refused_and_accepted_sessions_have_the_rates_of_sockets(ground: Ground) -> None:
    source = new_source()
    stranger = ground.stranger(source)
    path = "/socket.io/?EIO=4&transport=polling"
    codes = [(await stranger.get(path)).status_code for _ in range(62)]
    assert codes == [401] * 60 + [429] * 2
    person = await ground.person("pia")
    codes = [(await person.rest.get(path)).status_code for _ in range(62)]
    assert codes == [200] * 60 + [429] * 2
