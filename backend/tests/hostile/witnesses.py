"""Two people who never stop talking to each other, and notice whatever happens to them."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from scenarios.client import Client
from scenarios.eventually import eventually
from scenarios.people import Person
from scenarios.server import Server

EVERY_S = 0.04
"""Well below their own rate."""
LATEST_S = 2.0
"""How late a relayed packet may be, and later where others keep the machine busy."""
_OFFER_EVERY = 200
_OFFER = {"type": "offer", "sdp": "v=0"}


class _Witness(Client):
    """A page that knows when it heard which word."""

    def __init__(self, server: Server, person: Person) -> None:
        self.heard_at: dict[int, float] = {}
        super().__init__(server, person)

    def _listener(self, event: str) -> Any:
        listen = super()._listener(event)

        def timed(fact: dict[str, Any]) -> None:
            if event == "ice-candidate":
                self.heard_at[int(fact["icecandidate"]["candidate"])] = time.monotonic()
            listen(fact)

        return timed


class Witnesses:
    """A pair in a private room: whatever they are told that the other did not say is a leak."""

    def __init__(self, server: Server, one: Person, other: Person) -> None:
        self.one, self.other = _Witness(server, one), _Witness(server, other)
        self.room_id = ""
        self._numbers = count(1)
        self._sent: dict[str, list[int]] = {}
        self._sent_at: dict[int, float] = {}

    async def sit_down(self) -> None:
        """Meet in a room of their own."""
        self.room_id = await self.one.person.room("Two of us")
        for client in (self.one, self.other):
            await client.connect()
            await client.join(self.room_id)
        await self.one.hears("add-peer")
        await self.other.hears("mute-info")
        for client in (self.one, self.other):
            client.told.clear()

    async def go(self) -> None:
        """Close their pages and browsers."""
        for client in (self.one, self.other):
            await client.close()
            await client.person.rest.aclose()

    @asynccontextmanager
    async def talking(self) -> AsyncIterator[None]:
        """They talk meanwhile; in the end everything was heard once, in order and in time."""
        self._sent = {client.peer_id: [] for client in (self.one, self.other)}
        for client in (self.one, self.other):
            client.told.clear()
        talk = asyncio.gather(self._talk(self.one, self.other), self._talk(self.other, self.one))
        try:
            yield
        finally:
            talk.cancel()
            with suppress(asyncio.CancelledError):
                await talk
        await self._unharmed(self.one, self.other)
        await self._unharmed(self.other, self.one)

    async def _talk(self, sender: Client, hearer: Client) -> None:
        for number in self._numbers:
            if number % _OFFER_EVERY < 2:
                offer = {"peerId": hearer.peer_id, "sessionDescription": _OFFER}
                await sender.tell("relay-sdp", offer)
            self._sent_at[number] = time.monotonic()
            self._sent[sender.peer_id].append(number)
            word = {"peerId": hearer.peer_id, "icecandidate": {"candidate": str(number)}}
            await sender.tell("relay-ice", word)
            await asyncio.sleep(EVERY_S)

    async def _unharmed(self, hearer: _Witness, sender: _Witness) -> None:
        said = self._sent[sender.peer_id]
        last = {"peerId": sender.peer_id, "icecandidate": {"candidate": str(said[-1])}}
        await eventually(
            lambda: "" if ("ice-candidate", last) in hearer.told else f"{hearer.person.name} waits"
        )
        told, hearer.told = hearer.told, type(hearer.told)()
        words = [fact for event, fact in told if event == "ice-candidate"]
        assert [int(word["icecandidate"]["candidate"]) for word in words] == said
        assert {event for event, _ in told} <= {"ice-candidate", "session-description"}, told
        assert {fact["peerId"] for _, fact in told} == {sender.peer_id}
        assert hearer.disconnected is None
        late = max(hearer.heard_at[number] - self._sent_at[number] for number in said)
        busy = os.getloadavg()[0] / (os.cpu_count() or 1)
        assert late < LATEST_S * max(1, busy), f"{hearer.person.name} waited {late:.1f} s"
