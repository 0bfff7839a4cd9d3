"""A client in another process, so that it can be stopped as a whole: SIGSTOP and SIGCONT."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from scenarios.client import Client
from scenarios.people import Person
from scenarios.server import Server

_PAGE = Path(__file__).with_name("page.py")


class Elsewhere(Client):
    """Somebody's page that is in a room, and comes back by itself (`page.py`)."""

    def __init__(self, server: Server, person: Person) -> None:
        super().__init__(server, person)
        self._process: asyncio.subprocess.Process | None = None
        self._acks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._reading: asyncio.Task[None] | None = None

    async def enter(self, room_id: str) -> None:
        """Start the process, and wait until it is in the room."""
        token = self.person.rest.cookies["accessToken"]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(_PAGE),
            self._url,
            token,
            room_id,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**20,
        )
        self._reading = asyncio.create_task(self._read())
        await self.sees(lambda: self.joined, "its room", 20)

    def stop(self) -> None:
        """Nothing of it runs; its connections stay open."""
        self._running.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._running.send_signal(signal.SIGCONT)

    async def ask(self, event: str, payload: object = None) -> dict[str, Any]:
        assert self._running.stdin is not None
        self._running.stdin.write(json.dumps([event, payload]).encode() + b"\n")
        async with asyncio.timeout(10):
            return await self._acks.get()

    async def close(self) -> None:
        if self._process is not None and self._reading is not None:
            self._process.kill()
            await self._process.wait()
            await self._reading
            self._running._transport.close()  # type: ignore[attr-defined]  # or it warns, later

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "it was not started"
        return self._process

    async def _read(self) -> None:
        assert self._running.stdout is not None
        while line := await self._running.stdout.readline():
            event, payload = json.loads(line)
            if event == "joined":
                self.joined = payload
                self.roster = {peer["peerId"] for peer in payload["peers"]}
            elif event == "disconnected":
                self.disconnected = payload
            elif event == "ack":
                self._acks.put_nowait(payload)
            else:
                self._listener(event)(payload)
