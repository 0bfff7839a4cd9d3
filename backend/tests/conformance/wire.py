"""One way for a client to talk: over a WebSocket, over requests, or from these to that."""

from __future__ import annotations

import base64
import json
from typing import Any, Protocol

from sio.client import BINARY, TEXT, Client, Closed, frame
from sio.poller import Poller

Packet = str | bytes
"""A text packet as it is, a binary one without a type."""


class Ended(Exception):
    """The server has closed the session."""


class Wire(Protocol):
    """A session as its client sees it."""

    facts: dict[str, Any]
    """What OPEN said."""

    async def send(self, *packets: Packet) -> None:
        """Send packets, in order; when the server ends the session over them, that is fine."""

    async def next(self) -> Packet:
        """The next packet. Raises Ended."""


class OverWebSocket:
    """Frames."""

    def __init__(self, client: Client, facts: dict[str, Any]) -> None:
        self.client = client
        self.facts = facts

    @classmethod
    async def open(cls, port: int) -> OverWebSocket:
        client = await Client.open(port)
        return cls(client, json.loads((await client.receive())[1:]))

    async def send(self, *packets: Packet) -> None:
        for packet in packets:
            is_text = isinstance(packet, str)
            payload = packet.encode() if isinstance(packet, str) else packet
            self.client.send_raw(frame(TEXT if is_text else BINARY, payload))

    async def next(self) -> Packet:
        try:
            kind, payload = await self.client.receive_frame()
        except Closed:
            raise Ended from None
        return payload if kind == BINARY else payload.decode()


class OverRequests:
    """Payloads."""

    def __init__(self, poller: Poller) -> None:
        self.poller = poller
        self.facts = poller.facts
        self._came: list[str] = []

    @classmethod
    async def open(cls, port: int) -> OverRequests:
        return cls(await Poller.open(port))

    async def send(self, *packets: Packet) -> None:
        await self.poller.post("\x1e".join(map(_text, packets)))

    async def next(self) -> Packet:
        if not self._came:
            answer = await self.poller.get()
            if answer.status_code == 400:
                raise Ended
            self._came = answer.text.split("\x1e")
        packet = self._came.pop(0)
        if packet == "1":
            raise Ended
        return base64.b64decode(packet[1:]) if packet.startswith("b") else packet


class Upgraded(OverWebSocket):
    """Requests at first, then frames."""

    @classmethod
    async def open(cls, port: int) -> Upgraded:
        poller = await Poller.open(port)
        return cls(await poller.upgraded(), poller.facts)


WAYS: list[type[OverWebSocket] | type[OverRequests]] = [OverWebSocket, OverRequests, Upgraded]


def _text(packet: Packet) -> str:
    return packet if isinstance(packet, str) else "b" + base64.b64encode(packet).decode()


async def ended(wire: Wire) -> None:
    """Wait until the server has closed the session, past whatever comes before."""
    try:
        while True:
            await wire.next()
    except Ended:
        pass
