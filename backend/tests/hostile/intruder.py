"""Somebody with an account and a socket who sends exactly what they please."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from typing import Any

from scenarios.people import Person
from scenarios.server import Server
from sio.client import TEXT, Client, Closed

_PACKET = re.compile(r"4([0-4])(\d*)(.*)", re.DOTALL)
Fact = tuple[str, Any]


class Intruder:
    """One WebSocket: acks by number, everything else in order."""

    def __init__(self, socket: Client, person: Person) -> None:
        self.socket = socket
        self.person = person
        self.heard: list[Fact] = []
        self.acks: dict[int, dict[str, Any]] = {}
        self.closed: int | None = None
        self.peer_id = ""
        self._last = 0

    @classmethod
    async def open(cls, server: Server, person: Person, **how: Any) -> Intruder:
        """A connected socket of theirs."""
        socket = await Client.connected(server.port, headers=headers_of(person), **how)
        return cls(socket, person)

    @classmethod
    async def enter(cls, server: Server, person: Person, room_id: str) -> Intruder:
        """A socket of theirs that is in the room."""
        intruder = await cls.open(server, person)
        await intruder.join(room_id)
        return intruder

    async def join(self, room_id: str) -> None:
        ack = await self.ask("join", {"roomId": room_id})
        assert ack["ok"], ack
        self.peer_id = ack["you"]["peerId"]

    async def ask(self, event: str, *args: object) -> dict[str, Any]:
        """The ack of one event."""
        return await self.ask_raw(json.dumps([event, *args]))

    async def ask_raw(self, event: str) -> dict[str, Any]:
        """The ack of one event that is written just so."""
        return (await self.ask_many([event]))[0]

    async def ask_many(self, events: list[str]) -> list[dict[str, Any]]:
        """The acks of many events, all sent in one go."""
        first = self._last + 1
        self._last += len(events)
        numbers = range(first, self._last + 1)
        self.socket.send(*(f"42{n}{event}" for n, event in zip(numbers, events, strict=True)))
        async with asyncio.timeout(20):
            while self._last not in self.acks:
                await self._read()
        return [self.acks.pop(number) for number in numbers]

    def say(self, event: str, *args: object) -> None:
        """An event without asking for an ack."""
        self.socket.send("42" + json.dumps([event, *args]))

    async def drain(self) -> list[Fact]:
        """What came since the last look, up to now."""
        await self.ask("leave", {"roomId": "f" * 24})  # another room: nothing happens
        heard, self.heard = self.heard, []
        return heard

    async def until(self, event: str, within_s: float = 10.0) -> list[Fact]:
        """What came since the last look, once this has come."""
        async with asyncio.timeout(within_s):
            while event not in [name for name, _ in self.heard]:
                await self._read()
        return await self.drain()

    async def until_closed(self, within_s: float = 20.0) -> int:
        """The code with which the server closes, and before it the `disconnect` in `heard`."""
        async with asyncio.timeout(within_s):
            while self.closed is None:
                with suppress(Closed):
                    await self._read()
        return self.closed

    async def _read(self) -> None:
        try:
            kind, payload = await self.socket.receive_frame()
        except Closed as closed:
            self.closed = closed.code
            raise
        if kind != TEXT:
            return
        if payload == b"2":
            self.socket.send("3")
            return
        packet = _PACKET.fullmatch(payload.decode())
        assert packet is not None, payload
        if packet[1] == "3":
            self.acks[int(packet[2])] = json.loads(packet[3])[0]
        elif packet[1] == "2":
            event, fact = json.loads(packet[3])
            self.heard.append((event, fact))
        else:
            self.heard.append(({"1": "disconnect", "4": "connect_error"}[packet[1]], packet[3]))


def headers_of(person: Person) -> dict[str, str]:
    """What their browser sends with the first request of a socket."""
    return {
        "cookie": person.cookie,
        "x-forwarded-for": person.rest.headers.get("X-Forwarded-For", ""),
    }
