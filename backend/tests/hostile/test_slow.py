"""Clients that take their time: heads and bodies that drip, answers that nobody reads, sockets
that are opened and left. All at the same time, for time is what each of them takes."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import pytest

from hostile.ground import Ground, answer_of
from hostile.intruder import Intruder, headers_of
from scenarios.eventually import eventually
from sio.client import Client
from sio.poller import Poller

pytestmark = pytest.mark.anyio

HEAD = b"POST /api/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
SDP = {"type": "offer", "sdp": "x" * 15_000}


class Dripping:
    """A connection along which a byte comes now and then, and when the server had enough."""

    def __init__(self, ground: Ground, start: bytes, byte: bytes) -> None:
        self._port = ground.server.port
        self._start = start
        self._byte = byte
        self.status = 0
        self.code: object = None
        self.seconds = 0.0

    async def drip(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        began = time.monotonic()
        writer.write(self._start)
        drops = asyncio.create_task(self._drops(writer))
        async with asyncio.timeout(60):
            self.status, problem = await answer_of(reader)
            self.code = problem.get("code")
            await _gone(reader)
        self.seconds = time.monotonic() - began
        drops.cancel()
        writer.transport.abort()

    async def _drops(self, writer: asyncio.StreamWriter) -> None:
        while not writer.transport.is_closing():
            await asyncio.sleep(0.5)
            writer.write(self._byte)


async def _gone(reader: asyncio.StreamReader) -> None:
    try:
        while await reader.read(2**16):
            pass
    except ConnectionError:
        pass


@pytest.mark.timeout(150)
async def test_nobody_waits_for_who_takes_their_time(ground: Ground) -> None:
    await asyncio.gather(
        _heads_and_bodies_drip(ground),
        _a_socket_never_connects(ground),
        _a_socket_answers_no_pings(ground),
        _sockets_are_not_read(ground),
    )


async def _heads_and_bodies_drip(ground: Ground) -> None:
    head = Dripping(ground, b"GET / HTTP/1.1\r\nX: ", b"x")
    blank = Dripping(ground, b"\r\n", b"\r\n")
    silent = Dripping(ground, b"", b"")
    body = Dripping(ground, HEAD + b"Content-Length: 500\r\n\r\n{", b" ")
    chunks = Dripping(ground, HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", b"1\r\n \r\n")
    refused = Dripping(ground, HEAD + b"Content-Length: 900000\r\n\r\n", b" ")
    foreign = Dripping(ground, HEAD + b"Origin: http://e\r\nContent-Length: 900\r\n\r\n", b" ")
    poller = await Poller.open(ground.server.port, headers_of(await ground.person("polly")))
    post = f"POST {poller.target()} HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\nCookie: "
    cookies = f"io={poller.http.cookies['io']}"
    polled = Dripping(ground, f"{post}{cookies}\r\n\r\n".encode(), b"4")
    everybody = (head, blank, silent, body, chunks, refused, foreign, polled)
    await asyncio.gather(*(one.drip() for one in everybody))
    late = (400, "input_invalid")
    assert [(one.status, one.code) for one in (head, body, chunks)] == [late] * 3
    assert (refused.status, refused.code) == (413, "body_too_large")
    assert (foreign.status, foreign.code) == (403, "origin_forbidden")
    assert (silent.status, silent.code) == (0, None)
    assert polled.status == 408
    assert max(one.seconds for one in everybody) < 40
    assert refused.seconds < 8
    assert foreign.seconds < 12


async def _a_socket_never_connects(ground: Ground) -> None:
    person = await ground.person()
    socket = await Client.open(ground.server.port, headers=headers_of(person))
    began = time.monotonic()
    assert await socket.closing() == 1000
    assert 8 < time.monotonic() - began < 20


async def _a_socket_answers_no_pings(ground: Ground) -> None:
    person, other = await ground.person(), await ground.person("otto")
    room_id = await other.room()
    witness = await Intruder.enter(ground.server, other, room_id)
    silent = await Intruder.enter(ground.server, person, room_id)
    await witness.drain()
    began = time.monotonic()
    gone = asyncio.create_task(silent.socket.gone())
    heard: list[str] = []
    while not gone.done():
        heard += [event for event, _ in await witness.drain()]
        await asyncio.wait([gone], timeout=1)
    assert 15 < time.monotonic() - began < 35
    if not heard:
        heard = [event for event, _ in await witness.until("peer-away")]
    assert heard == ["peer-away"]


async def _sockets_are_not_read(ground: Ground) -> None:
    """Both ways of not reading: everything is too much at once, or too little for that."""
    other = await ground.person("otto")
    room_id = await other.room()
    sender = await Intruder.enter(ground.server, other, room_id)
    deaf = [await _deaf(ground, room_id, buffer) for buffer in (4096, 2**20)]
    for peer_id in deaf:
        payload = {"peerId": peer_id, "sessionDescription": SDP}
        await sender.ask_many([json.dumps(["relay-sdp", payload])] * 250)
    gone: set[str] = set()
    async with asyncio.timeout(40):
        while len(gone) < len(deaf):
            gone |= {fact["peerId"] for event, fact in await sender.drain() if event in _GONE}
            await asyncio.sleep(0.2)
    assert gone == set(deaf)
    await eventually(lambda: _unread(ground.server.port), within_s=30)


_GONE = ("peer-away", "remove-peer")


async def _deaf(ground: Ground, room_id: str, buffer: int) -> str:
    """The peer id of somebody who is in the room and reads nothing any more."""
    person = await ground.person("dee")
    intruder = await Intruder.open(ground.server, person, receive_buffer=buffer, limit=2**14)
    await intruder.join(room_id)
    intruder.socket.writer.transport.pause_reading()  # type: ignore[attr-defined]  # asyncio's own
    return intruder.peer_id


def _unread(port: int) -> str:
    """Whether the kernel still keeps much for clients of this port, as /proc tells."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    local = f"0100007F:{port:04X}"
    kept = sum(int(row[4].partition(":")[0], 16) for row in rows if row[1] == local)
    return f"{kept} bytes wait for clients" if kept > 100_000 else ""
