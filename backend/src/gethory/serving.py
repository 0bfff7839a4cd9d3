"""uvicorn around the life of the application: from the bound socket to the last goodbye."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import uvicorn

from gethory import log
from gethory.app import Application, create_app
from gethory.settings import Settings
from gethory.web import client

SHUTDOWN_S = 3
"""When what did not end by itself is cancelled; all of the going down takes less than 5."""
SILENT_S = 1.0
"""Who comes while the server starts waits for so long, and is told then that it starts."""
_LOOK_S = 0.2
Announce = Callable[[Settings, Path | None], None]


def run(settings: Settings, listener: socket.socket, announce: Announce) -> None:
    """Serve on the bound socket until a signal ends it. Raises SettingsError when it cannot."""
    log.configure(settings.log_level, as_json=settings.production)
    server = _Server(create_app(settings), lambda: announce(settings, client.client_folder()))
    server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it can do its work, which with a database that is starting too takes a while."""

    def __init__(self, application: Application, on_ready: Callable[[], None]) -> None:
        super().__init__(_config(application))
        self._life = application.life
        self._sockets = application.sockets
        self._ask_back = application.ask_back
        self._on_ready = on_ready
        self._opened = AsyncExitStack()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        opening = asyncio.create_task(self._opened.enter_async_context(self._life()))
        await asyncio.wait({opening}, timeout=SILENT_S)
        if not opening.done():  # from here on `/healthz` says yes, `/readyz` and the rest 503
            await super().startup(sockets)
            await self._opens(opening)
        if opening.cancelled():
            return
        await opening
        if not self.started:
            await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what is there now stays: the collector need not walk through it each time
        self._on_ready()

    async def _opens(self, opening: asyncio.Task[None]) -> None:
        """Wait for it, unless somebody wants the server to stop meanwhile."""
        while not opening.done():
            await asyncio.wait({opening}, timeout=_LOOK_S)
            if self.should_exit:
                opening.cancel()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ask_back()
        await asyncio.sleep(0)  # what is held back for the ack of a join goes out
        self._sockets.shutdown()  # or uvicorn waits for GETs that wait for something to say
        await super().shutdown(sockets)
        await self._opened.aclose()


def _config(application: Application) -> uvicorn.Config:
    return uvicorn.Config(
        application.http,
        loop="uvloop",
        http=application.connections,
        ws=application.upgrades,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
        backlog=socket.SOMAXCONN,
    )
