"""Stories play on real servers with real clients."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from scenarios.client import Client
from scenarios.people import Person, move_in, register
from scenarios.server import Server


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def shared_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server for every story that leaves it as it was."""
    server = Server(tmp_path_factory.mktemp("server"), SEAT_KEPT_S="2")
    await server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
async def quick_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server for which every second of the contract's times of presence is a fifth of one."""
    folder = tmp_path_factory.mktemp("quick")
    times = {"PING_INTERVAL_MS": "2000", "PING_TIMEOUT_MS": "1600", "SEAT_KEPT_S": "6"}
    server = Server(folder, **times)
    await server.start()
    yield server
    server.stop()


@pytest.fixture
async def own_server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server that a story may kill."""
    server = Server(tmp_path)
    await server.start()
    yield server
    server.stop()


class Cast:
    """Everybody in one story; their pages and browsers are closed at its end."""

    def __init__(self, end: AsyncExitStack) -> None:
        self._end = end

    async def registered(self, server: Server, name: str) -> Person:
        """Somebody whose address is not verified yet."""
        return self._kept(await register(server, name))

    async def person(self, server: Server, name: str) -> Person:
        """Somebody who may enter rooms."""
        return self._kept(await move_in(server, name))

    async def other_browser(self, person: Person) -> Person:
        """The same person, signed in once more."""
        return self._kept(await person.other_browser())

    async def page(
        self, server: Server, who: str | Person, namespace: str = "/", url: str | None = None
    ) -> Client:
        """A connected page of a new person, or one more of a known one."""
        person = await self.person(server, who) if isinstance(who, str) else who
        client = Client(server, person, namespace, url)
        await client.connect()
        self._end.push_async_callback(client.close)
        return client

    async def pages(self, server: Server, *names: str) -> list[Client]:
        """A page for each of these new people."""
        return [await self.page(server, name) for name in names]

    def _kept(self, person: Person) -> Person:
        self._end.push_async_callback(person.rest.aclose)
        return person


@pytest.fixture
async def cast() -> AsyncIterator[Cast]:
    async with AsyncExitStack() as end:
        yield Cast(end)
