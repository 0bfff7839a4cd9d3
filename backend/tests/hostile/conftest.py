"""One server at the contract's own rates, and a pair on it that must never notice anything."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from hostile.ground import (
    ACCESS_SECRET,
    REFRESH_SECRET,
    Ground,
    came_from,
    new_source,
    quiet_log,
)
from hostile.witnesses import Witnesses
from scenarios.people import move_in
from scenarios.server import Server
from sio.client import Client

STRICT = "0.1"
"""Outside production every rate is ten times the contract's."""
LOOSE = "1000"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def strict_ground(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    async for ground in _open(tmp_path_factory, RATE_LIMIT_SCALE=STRICT):
        yield ground


@pytest.fixture(scope="session")
async def loose_ground(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    async for ground in _open(tmp_path_factory, RATE_LIMIT_SCALE=LOOSE):
        yield ground


@pytest.fixture
async def ground(strict_ground: Ground) -> AsyncIterator[Ground]:
    """The strict server; whatever a test does to it, the witnesses and the log stay as they are."""
    async with quiet_log(strict_ground.server), strict_ground.witnesses.talking():
        yield strict_ground


@pytest.fixture
async def loose(loose_ground: Ground) -> AsyncIterator[Ground]:
    """A server whose limits are far away, for what is many by nature."""
    async with quiet_log(loose_ground.server), loose_ground.witnesses.talking():
        yield loose_ground


async def _open(folders: pytest.TempPathFactory, **settings: str) -> AsyncIterator[Ground]:
    server = Server(
        folders.mktemp("hostile"),
        TRUSTED_PROXIES="127.0.0.1",
        JWT_SECRET=ACCESS_SECRET,
        JWT_REFRESH_SECRET=REFRESH_SECRET,
        **settings,
    )
    await server.start()
    one, other = [await move_in(server, name, **came_from(new_source())) for name in ("ann", "bob")]
    witnesses = Witnesses(server, one, other)
    await witnesses.sit_down()
    ground = Ground(server, witnesses)
    yield ground
    for socket in Client.dialled:
        socket.hang_up()
    Client.dialled.clear()
    await ground.close()
    await witnesses.go()
    server.stop()
