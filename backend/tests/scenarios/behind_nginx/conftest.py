"""The same stories, with a real nginx between people and the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import httpx2
import pytest

from deploy.nginx import Nginx
from scenarios.client import Client
from scenarios.conftest import Cast
from scenarios.people import Person
from scenarios.server import Server

Fronts = dict[int, Nginx]


@pytest.fixture(scope="session")
def fronts() -> Iterator[Fronts]:
    """Every nginx, by the port of its server."""
    started: Fronts = {}
    yield started
    for nginx in started.values():
        nginx.stop()


class CastInFront(Cast):
    """Everybody moves in as ever, and then reaches the server through nginx only."""

    def __init__(self, end: AsyncExitStack, fronts: Fronts) -> None:
        super().__init__(end)
        self._fronts = fronts

    async def person(self, server: Server, name: str) -> Person:
        person, nginx = await super().person(server, name), self.front(server)
        person.rest = httpx2.AsyncClient(
            base_url=nginx.url, verify=nginx.trust(), cookies=person.rest.cookies, timeout=10
        )
        self._end.push_async_callback(person.rest.aclose)
        return person

    async def page(
        self, server: Server, who: str | Person, namespace: str = "/", url: str | None = None
    ) -> Client:
        return await super().page(server, who, namespace, url or self.front(server).url)

    def front(self, server: Server) -> Nginx:
        """The nginx before this server."""
        if server.port not in self._fronts:
            nginx = Nginx(server.port)
            nginx.start()
            self._fronts[server.port] = nginx
        return self._fronts[server.port]


@pytest.fixture
async def cast(fronts: Fronts) -> AsyncIterator[CastInFront]:
    async with AsyncExitStack() as end:
        yield CastInFront(end, fronts)
