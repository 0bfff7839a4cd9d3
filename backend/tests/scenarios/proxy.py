"""A way to the server that can go dead: nothing comes through, and nobody is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Proxy:
    """Passes TCP on, byte for byte, until it is told to swallow what comes."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._ways: list[_Way] = []
        self._server: asyncio.Server | None = None
        self.url = ""

    def go_dead(self) -> None:
        """From now on the connections that there are carry nothing, in either direction, and their
        ends are not told; new ones are fine."""
        for way in self._ways:
            way.dead = True

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        assert self._server is not None
        self._server.close()
        for way in self._ways:
            way.end()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        way = _Way(writer, back)
        self._ways.append(way)
        await asyncio.gather(way.carry(reader, back), way.carry(there, writer))


class _Way:
    """One connection through the proxy."""

    def __init__(self, *ends: asyncio.StreamWriter) -> None:
        self._ends = ends
        self.dead = False

    async def carry(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(2**16):
                if not self.dead:
                    to.write(data)
        except ConnectionError:
            pass
        if not self.dead:
            self.end()

    def end(self) -> None:
        for end in self._ends:
            end.transport.abort()


@asynccontextmanager
async def proxy_to(port: int) -> AsyncIterator[Proxy]:
    """A proxy in front of that port."""
    proxy = Proxy(port)
    await proxy.open()
    try:
        yield proxy
    finally:
        proxy.close()
