"""The same conversation on asyncio's own loop, which a laptop without uvloop would use."""

from __future__ import annotations

import pytest

from gethory.sio.connection import CloseCause
from gethory.sio.server import Options
from sio.client import Client
from sio.rig import house

pytestmark = pytest.mark.anyio


@pytest.fixture(params=[False, True])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    return "asyncio", {"use_uvloop": request.param}


async def test_a_whole_conversation() -> None:
    async with house(Options(ping_interval_ms=100, ping_timeout_ms=2_000)) as place:
        client = await Client.connected(place.port)
        client.send('421["echo",1]', '422["echo",2]')
        assert await client.receive_all(4) == [
            '42["echoed",1]',
            "431[1]",
            '42["echoed",2]',
            "432[2]",
        ]
        assert await client.receive() == "2"
        client.send("4" + "x" * 70_000)
        assert await client.closing() == 1009
        await place.ended_by(CloseCause.LOST)
        await place.empty()


async def test_a_client_that_does_not_read() -> None:
    async with house() as place:
        await Client.connected(place.port, receive_buffer=4096, limit=1024)
        (connection,) = place.connected
        for _ in range(400):
            connection.emit("more", b'"' + b"x" * 100_000 + b'"')
        await place.ended_by(CloseCause.LOST)
        await place.empty()
