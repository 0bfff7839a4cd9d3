"""A client of long-polling: one request at a time, exactly those it is told to make."""

from __future__ import annotations

import asyncio
import json
from typing import Any, ClassVar

import httpx2

from sio.client import COOKIE, Client

TEXT = {"content-type": "text/plain;charset=UTF-8"}


class Poller:
    """A browser with its cookies, and perhaps a session."""

    opened: ClassVar[list[Poller]] = []
    """Everyone since the last house; the house hangs up for them at its end."""

    def __init__(self, port: int, headers: dict[str, str] = COOKIE) -> None:
        self.port = port
        self.http = httpx2.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=10, trust_env=False
        )
        self.sid = ""
        self.facts: dict[str, Any] = {}
        self.opened.append(self)

    @classmethod
    async def open(cls, port: int, headers: dict[str, str] = COOKIE) -> Poller:
        """A session."""
        poller = cls(port, headers)
        answer = await poller.get()
        assert answer.status_code == 200, answer.text
        assert answer.text.startswith("0{"), answer.text
        poller.facts = json.loads(answer.text[1:])
        poller.sid = poller.facts["sid"]
        return poller

    @classmethod
    async def connected(cls, port: int, namespace: str = "/") -> Poller:
        """A Socket.IO connection."""
        poller = await cls.open(port)
        mark = "" if namespace == "/" else namespace + ","
        await poller.send("40" + mark)
        (packet,) = await poller.receive()
        assert packet.startswith("40" + mark + '{"sid":'), packet
        return poller

    def target(self, transport: str = "polling") -> str:
        """Where its requests go."""
        named = f"&sid={self.sid}" if self.sid else ""
        return f"/socket.io/?EIO=4&transport={transport}{named}"

    async def get(self) -> httpx2.Response:
        """A GET, whatever comes of it."""
        return await self.http.get(self.target())

    async def post(
        self, body: str | bytes, headers: dict[str, str] | None = None
    ) -> httpx2.Response:
        """A POST, whatever comes of it."""
        content = body.encode() if isinstance(body, str) else body
        return await self.http.post(self.target(), content=content, headers=headers or TEXT)

    async def send(self, *packets: str) -> None:
        """Packets in one POST."""
        answer = await self.post("\x1e".join(packets))
        assert (answer.status_code, answer.text) == (200, "ok"), answer.text

    async def receive(self) -> list[str]:
        """The packets of one GET."""
        answer = await self.get()
        assert answer.status_code == 200, answer.text
        return answer.text.split("\x1e")

    async def receive_all(self, count: int) -> list[str]:
        """So many packets, however many GETs that takes."""
        packets: list[str] = []
        while len(packets) < count:
            packets += await self.receive()
        assert len(packets) == count, packets
        return packets

    def waiting(self) -> asyncio.Task[httpx2.Response]:
        """A GET that is on its way."""
        return asyncio.create_task(self.get())

    async def is_over(self) -> bool:
        """Whether the session is unknown."""
        answer = await self.get()
        return answer.status_code == 400 and answer.json()["code"] == 1

    async def probe(self) -> Client:
        """A WebSocket that names the session."""
        return await Client.open(self.port, self.target("websocket").partition("?")[2])

    async def upgraded(self) -> Client:
        """A WebSocket that carries the session."""
        client = await self.probe()
        client.send("2probe")
        assert await client.receive() == "3probe"
        client.send("5")
        return client

    async def hang_up(self) -> None:
        """Be gone."""
        await self.http.aclose()
