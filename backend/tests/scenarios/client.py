"""A client of the rooms on python-socketio: what it was told in order, and who it sees."""

from __future__ import annotations

from typing import Any

import socketio
from socketio import packet

from scenarios.eventually import eventually
from scenarios.people import Person
from scenarios.server import Server

FACTS = (
    "add-peer",
    "remove-peer",
    "ice-candidate",
    "session-description",
    "mute",
    "unmute",
    "mute-info",
    "peer-away",
    "peer-back",
    "removed",
    "rooms-changed",
    "server-restarting",
)
Fact = tuple[str, dict[str, Any]]


class Client:
    """One open page of somebody. It never comes back by itself.

    `url` where it reaches the server by another way.
    """

    def __init__(
        self, server: Server, person: Person, namespace: str = "/", url: str | None = None
    ) -> None:
        self.person = person
        self.told: list[Fact] = []
        self.roster: set[str] = set()
        self.joined: dict[str, Any] = {}
        self.disconnected: str | None = None
        self._url = url or server.url
        self._namespace = namespace
        # a proxy of the tests has a certificate of its own
        self._io = socketio.AsyncClient(reconnection=False, ssl_verify=False)
        for event in FACTS:
            self._io.on(event, self._listener(event), namespace=namespace)
        self._io.on("disconnect", self._on_disconnect, namespace=namespace)

    async def connect(self) -> None:
        """Raises socketio's ConnectionError when the server says no."""
        await self._io.connect(
            self._url,
            headers={"Cookie": self.person.cookie},
            transports=["websocket"],
            namespaces=[self._namespace],
            wait_timeout=5,
        )

    async def ask(self, event: str, payload: object = None) -> dict[str, Any]:
        """The ack of an event."""
        data = None if payload is None else payload
        ack: dict[str, Any] = await self._io.call(
            event, data, namespace=self._namespace, timeout=10
        )
        return ack

    async def tell(self, event: str, payload: object) -> None:
        """Send an event without asking for an ack."""
        await self._io.emit(event, payload, namespace=self._namespace)

    async def join(self, room_id: str, **more: Any) -> dict[str, Any]:
        """Join, and know from the ack who is there."""
        ack = await self.ask("join", {"roomId": room_id, **more})
        assert ack["ok"], ack
        self.joined = ack
        self.roster = {peer["peerId"] for peer in ack["peers"]}
        return ack

    async def close(self) -> None:
        """Close the page: the WebSocket closes with 1000.

        python-socketio 5.18 closes it before its own DISCONNECT packet is out, and keeps the TCP
        connection of a WebSocket on which nothing came any more.
        """
        await self._io.disconnect()
        self._io.eio.ws._response.close()

    async def say_goodbye(self) -> None:
        """Send DISCONNECT, as the JavaScript client does."""
        goodbye = self._io.packet_class(packet.DISCONNECT, namespace=self._namespace)
        await self._io._send_packet(goodbye)

    async def drop(self) -> None:
        """The network is gone: TCP is reset without a word."""
        self._io.eio.ws._response.connection.transport.abort()
        await self.sees(lambda: self.disconnected is not None, "its own loss")
        await self._io.disconnect()

    @property
    def peer_id(self) -> str:
        return str(self.joined["you"]["peerId"])

    @property
    def resume(self) -> str:
        return str(self.joined["you"]["resume"])

    def facts(self, event: str) -> list[dict[str, Any]]:
        """What was told by this event so far."""
        return [fact for name, fact in self.told if name == event]

    async def hears(self, event: str, times: int = 1, within_s: float = 10.0) -> dict[str, Any]:
        """Wait until it was told this so often; the latest."""
        await eventually(
            lambda: (
                ""
                if len(self.facts(event)) >= times
                else f"{self.person.name} was not told {event} {times} times, but {self.told}"
            ),
            within_s,
        )
        return self.facts(event)[-1]

    async def sees(self, condition: Any, what: str, within_s: float = 10.0) -> None:
        """Wait until the condition holds."""
        await eventually(
            lambda: "" if condition() else f"{self.person.name} did not see {what}", within_s
        )

    def _listener(self, event: str) -> Any:
        def listen(fact: dict[str, Any]) -> None:
            self.told.append((event, fact))
            if event == "add-peer":
                self.roster.add(fact["peerId"])
            elif event == "remove-peer":
                self.roster.discard(fact["peerId"])

        return listen

    def _on_disconnect(self, reason: str) -> None:
        self.disconnected = reason


async def rosters_agree(room_id: str, *clients: Client) -> None:
    """Everybody sees exactly the others, and the server says the same."""
    for client in clients:
        others = {other.peer_id for other in clients if other is not client}
        await client.sees(lambda c=client, o=others: c.roster == o, f"exactly {others}")
        ack = await client.ask("join", {"roomId": room_id})
        assert {peer["peerId"] for peer in ack["peers"]} == others
        assert ack["you"]["peerId"] == client.peer_id
    assert await clients[0].person.count_in(room_id) == len(clients)
