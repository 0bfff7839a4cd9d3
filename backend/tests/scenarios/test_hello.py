"""The WebSocket that says hello: for anybody, and it opens nothing."""

from __future__ import annotations

import asyncio
import socket
from base64 import b64encode
from hashlib import sha1

import pytest

from gethory.web.hello import PATH
from scenarios.server import Server

pytestmark = pytest.mark.anyio

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = b64encode(
    sha1(f"{KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode(), usedforsecurity=False).digest()
).decode()


async def ask(server: Server, path: str = PATH, **headers: str) -> bytes:
    """Everything that comes back until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    given = {
        "Host": f"127.0.0.1:{server.port}",
        "Upgrade": "websocket",
        "Connection": "keep-alive, Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": KEY,
        **headers,
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return answer


async def test_anybody_is_greeted_and_sent_away(shared_server: Server) -> None:
    answer = await ask(shared_server)
    head, _, frame = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101 ")
    assert f"sec-websocket-accept: {ACCEPT}".encode() in head
    assert frame == b"\x88\x02\x03\xe8"


async def test_a_foreign_page_and_half_a_request_are_not(shared_server: Server) -> None:
    foreign = await ask(shared_server, Origin="https://evil.example")
    assert foreign.startswith(b"HTTP/1.1 403 ")
    assert b'"code":"origin_forbidden"' in foreign
    for wrong in ({"Sec-WebSocket-Key": "short"}, {"Sec-WebSocket-Version": "8"}):
        refused = await ask(shared_server, **wrong)
        assert refused.startswith(b"HTTP/1.1 400 ")
        assert b'"code":"input_invalid"' in refused


async def test_every_other_path_is_none_of_its_business(shared_server: Server) -> None:
    sockets = "/socket.io/?EIO=4&transport=websocket"
    assert (await ask(shared_server, sockets)).startswith(b"HTTP/1.1 401 ")
    assert (await ask(shared_server, f"{PATH}/more")).startswith(b"HTTP/1.1 404 ")


async def test_who_leaves_in_the_middle_disturbs_nobody(shared_server: Server) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", shared_server.port)) as line:
            line.send(f"GET {PATH} HTTP/1.1\r\nUpgrade: websocket\r\n".encode())
    assert (await ask(shared_server)).startswith(b"HTTP/1.1 101 ")
