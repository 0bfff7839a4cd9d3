"""A page in a process of its own, on the official client, that comes back by itself as a page
does. Says what it hears as lines of JSON, and does what it reads as such. For `elsewhere.py`."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import socketio

FACTS = ("add-peer", "remove-peer", "ice-candidate", "peer-away", "peer-back", "removed")


def say(event: str, payload: Any) -> None:
    sys.stdout.write(json.dumps([event, payload]) + "\n")
    sys.stdout.flush()


class Page:
    """One visit to one room, whatever the line does."""

    def __init__(self, room_id: str) -> None:
        self._room_id = room_id
        self._resume: str | None = None
        self.io = socketio.AsyncClient(reconnection_delay=0.3, reconnection_delay_max=0.6)
        self.io.on("connect", self._join)
        self.io.on("disconnect", lambda reason: say("disconnected", reason))
        for event in FACTS:
            self.io.on(event, lambda fact, event=event: say(event, fact))

    async def _join(self) -> None:
        asked = {"roomId": self._room_id, "resume": self._resume}
        await self.io.emit("join", asked, callback=self._joined)

    def _joined(self, ack: dict[str, Any]) -> None:
        self._resume = ack["you"]["resume"]
        say("joined", ack)

    async def ask(self, event: str, payload: Any) -> None:
        await self.io.emit(event, payload, callback=lambda ack: say("ack", ack))


async def main(url: str, token: str, room_id: str) -> None:
    page = Page(room_id)
    bearer = {"Authorization": f"Bearer {token}"}
    await page.io.connect(url, headers=bearer, transports=["websocket"])
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin
    )
    while line := await commands.readline():
        await page.ask(*json.loads(line))
    await page.io.shutdown()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
