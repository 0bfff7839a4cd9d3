"""A socket server on a real port, what it tells its application, and patience."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from gethory.sio.connection import CloseCause, Connection, Event
from gethory.sio.engineio import EngineServer
from gethory.sio.server import Ack, Handshake, Options, SocketServer
from sio.client import Client
from sio.poller import Poller

Logs = list[MutableMapping[str, Any]]


async def eventually(missing: Callable[[], str], *, within_s: float = 8.0) -> None:
    """Wait until `missing` returns nothing; what it returns says what was not seen."""
    deadline = time.monotonic() + within_s
    while text := missing():
        assert time.monotonic() < deadline, text
        await asyncio.sleep(0.01)


@dataclass
class House:
    """A server, and everything its application was told."""

    server: SocketServer
    uvicorn: uvicorn.Server
    port: int
    connected: list[Connection] = field(default_factory=list)
    ended: list[tuple[str, CloseCause]] = field(default_factory=list)
    heard: list[Event] = field(default_factory=list)

    @property
    def state(self) -> ServerState:
        """What uvicorn keeps: its connections must be as many as there are."""
        return self.uvicorn.server_state

    async def ended_by(self, cause: CloseCause) -> None:
        """Wait until exactly one connection ended, by this cause."""
        await eventually(lambda: "" if self.ended else "no connection has ended")
        assert [one for _, one in self.ended] == [cause]

    def kernel_keeps(self) -> str:
        """The TCP connections of our port that the kernel still has, as /proc tells."""
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
        local = f"0100007F:{self.port:04X}"
        states = [line.split()[3] for line in lines if line.split()[1] == local]
        return ", ".join(state for state in states if state not in {"0A", "06"})

    def left(self) -> str:
        """What is left of clients: TCP connections, sessions."""
        hub = self.server._hub
        things = [*self.state.connections, *hub.wheel.items(), *hub.polls, *self.server.connections]
        return f"left: {things}" if things else ""

    async def empty(self) -> None:
        """Wait until nothing of any client is left."""
        await eventually(self.left)


async def by_cookie(handshake: Handshake) -> str:
    """The principal is what the cookie says."""
    return handshake.headers.get("cookie", "who=nobody").partition("=")[2]


@asynccontextmanager
async def house(
    options: Options | None = None,
    *,
    authenticate: Callable[[Handshake], Any] = by_cookie,
    recognise: Callable[[Handshake, Any], Any] | None = None,
    on_connect: Callable[[Connection], Any] | None = None,
    port: int = 0,
) -> AsyncIterator[House]:
    """A server on a free port, and what it tells its application."""

    def connect(connection: Connection) -> Any:
        place.connected.append(connection)
        return None if on_connect is None else on_connect(connection)

    def disconnect(connection: Connection, cause: CloseCause) -> None:
        place.ended.append((connection.sid, cause))

    server = SocketServer(
        options or Options(),
        authenticate=authenticate,
        recognise=recognise,
        on_connect=connect,
        on_disconnect=disconnect,
    )
    server.on("echo", _echo)
    server.on("note", lambda _, event: place.heard.append(event))
    async with serving(server, port) as running:
        place = House(server, running, running.servers[0].sockets[0].getsockname()[1])
        yield place


@asynccontextmanager
async def serving(server: EngineServer, port: int = 0) -> AsyncIterator[uvicorn.Server]:
    """uvicorn with this socket server, stopped at the end as SIGTERM would."""
    config = uvicorn.Config(
        server.http_app(),
        host="127.0.0.1",
        port=port,
        ws=server.websocket_protocol(),
        lifespan="off",
        log_config=None,
    )
    running = uvicorn.Server(config)
    task = asyncio.create_task(running.serve())
    await eventually(lambda: "" if running.started else "the server did not start")
    try:
        yield running
    finally:
        for client in Client.dialled:
            client.hang_up()
        Client.dialled.clear()
        for poller in Poller.opened:
            await poller.hang_up()
        Poller.opened.clear()
        server.shutdown()
        running.should_exit = True
        await task
        await server.close()


def _echo(connection: Connection, event: Event) -> Ack:
    connection.emit("echoed", event.args[0])
    return bytes(event.args[0])


def names(events: Iterable[Event]) -> list[str]:
    """The first argument of each event."""
    return [bytes(event.args[0]).decode() for event in events]
