"""What the Engine.IO protocol, version 4, demands of a server, in the order of its document.

A server that sends every message back stands behind the sessions: nothing here is Socket.IO.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from conformance.wire import WAYS, Ended, OverRequests, OverWebSocket, Upgraded, ended
from gethory.kit.clock import Monotonic
from gethory.sio.engine import Engine
from gethory.sio.engineio import EngineServer
from gethory.sio.payloads import Binary
from gethory.sio.seams import CloseCause
from gethory.sio.server import Handshake, Options
from sio.client import Client, Refused
from sio.poller import TEXT, Poller
from sio.rig import eventually, serving

pytestmark = pytest.mark.anyio
OPTIONS = Options(ping_interval_ms=300, ping_timeout_ms=200)
STEADY = Options(ping_interval_ms=20_000)
ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


@dataclass(frozen=True)
class Echo:
    """Sends every message back."""

    engine: Engine
    causes: list[CloseCause]

    def receive(self, message: bytes) -> None:
        self.engine.send(message)

    def receive_binary(self, message: bytes) -> None:
        self.engine.send(Binary(message))

    def is_idle(self) -> bool:
        return False

    def end(self, cause: CloseCause) -> None:
        self.causes.append(cause)


@dataclass
class Place:
    """The server, its port, and how its sessions ended."""

    server: EngineServer
    port: int
    causes: list[CloseCause]

    async def has_request(self, poller: Poller) -> None:
        """Wait until a GET or POST of the session has arrived."""
        polling = self.server._hub.polls[poller.sid]
        await eventually(lambda: "" if polling._poll or polling._posting else "no request")


@asynccontextmanager
async def echoing(
    options: Options = STEADY, monotonic: Monotonic = time.monotonic
) -> AsyncIterator[Place]:
    """Such a server on a free port."""

    async def anybody(handshake: Handshake) -> None:
        return None

    causes: list[CloseCause] = []
    server = EngineServer(
        options,
        authenticate=anybody,
        recognise=None,
        make_receiver=lambda engine: Echo(engine, causes),
        complain=lambda _principal: None,
        monotonic=monotonic,
    )
    async with serving(server) as running:
        port = running.servers[0].sockets[0].getsockname()[1]
        yield Place(server, port, causes)


# Handshake ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("way", "upgrades"), [(OverWebSocket, []), (OverRequests, ["websocket"])])
async def test_open_says_all_that_a_client_must_know(
    way: type[OverWebSocket] | type[OverRequests], upgrades: list[str]
) -> None:
    async with echoing(OPTIONS) as place:
        facts = (await way.open(place.port)).facts
        sid = facts.pop("sid")
        assert isinstance(sid, str)
        assert sid
        assert facts == {
            "upgrades": upgrades,
            "pingInterval": 300,
            "pingTimeout": 200,
            "maxPayload": 65_536,
        }


@ways
async def test_every_session_has_its_own_sid(way: type[OverWebSocket]) -> None:
    async with echoing() as place:
        sids = {(await way.open(place.port)).facts["sid"] for _ in range(20)}
        assert len(sids) == 20


@pytest.mark.parametrize(
    "query",
    [
        "transport=polling",
        "EIO=abc&transport=polling",
        "EIO=3&transport=polling",
        "EIO=4",
        "EIO=4&transport=abc",
    ],
)
async def test_without_a_mandatory_parameter_there_is_a_400(query: str) -> None:
    async with echoing() as place:
        assert (await Poller(place.port).http.get(f"/socket.io/?{query}")).status_code == 400


@pytest.mark.parametrize(
    "query", ["transport=websocket", "EIO=abc&transport=websocket", "EIO=4", "EIO=4&transport=abc"]
)
async def test_without_a_mandatory_parameter_there_is_no_websocket(query: str) -> None:
    async with echoing() as place:
        with pytest.raises(Refused) as refused:
            await Client.open(place.port, query)
        assert refused.value.status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_session_is_opened_by_get_only(method: str) -> None:
    async with echoing() as place:
        answer = await Poller(place.port).http.request(
            method, "/socket.io/?EIO=4&transport=polling"
        )
        assert answer.status_code == 400


async def test_query_parameters_that_are_not_of_the_protocol_do_no_harm() -> None:
    async with echoing() as place:
        answer = await Poller(place.port).http.get(
            "/socket.io/?EIO=4&transport=polling&t=abc&b64=1"
        )
        assert answer.status_code == 200


# HTTP long-polling ----------------------------------------------------------------------------


async def test_a_post_is_answered_with_ok_and_a_get_with_the_packets() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        answer = await poller.post("4hello")
        assert (answer.status_code, answer.text) == (200, "ok")
        answer = await poller.get()
        assert (answer.status_code, answer.text) == (200, "4hello")
        assert answer.headers["content-type"] == "text/plain; charset=UTF-8"


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_an_unknown_sid_is_400(method: str) -> None:
    async with echoing() as place:
        target = "/socket.io/?EIO=4&transport=polling&sid=nobodys"
        assert (await Poller(place.port).http.request(method, target)).status_code == 400
        with pytest.raises(Refused):
            await Client.open(place.port, "EIO=4&transport=websocket&sid=nobodys")


async def test_a_second_active_get_is_400_and_closes_the_session() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        first = poller.waiting()
        await place.has_request(poller)
        assert (await poller.get()).status_code == 400
        assert (await first).text == "1"
        assert (await poller.get()).status_code == 400


async def test_a_second_active_post_is_400_and_closes_the_session() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        slow = await Client.dial(place.port)
        slow.send_raw(
            f"POST {poller.target()} HTTP/1.1\r\nhost: a\r\ncontent-length: 6\r\n\r\n4hel".encode()
        )
        await place.has_request(poller)
        assert (await poller.post("4hello")).status_code == 400
        assert (await poller.get()).status_code == 400


async def test_a_get_that_the_client_breaks_off_closes_the_session() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        client = await Client.dial(place.port)
        client.send_raw(f"GET {poller.target()} HTTP/1.1\r\nhost: a\r\n\r\n".encode())
        await place.has_request(poller)
        client.hang_up()
        await eventually(lambda: "" if place.causes else "it was not noticed")
        assert (await poller.get()).status_code == 400


async def test_a_payload_without_a_content_type_is_text() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        answer = await poller.http.post(poller.target(), content=b"4hello")
        assert answer.status_code == 200
        assert await poller.receive() == ["4hello"]


# Messages and packet encoding -----------------------------------------------------------------


@ways
@pytest.mark.parametrize(
    "packets",
    [
        ["4hello"],
        ["4test1", "4test2", "4test3"],
        ["4"],
        ["4\u20ac \U0001f600"],
        [b"\x01\x02\x03\x04"],
        [b""],
        ["4hello", b"\x01\x02\x03\x04", "4x", bytes(range(256))],
    ],
)
async def test_messages_go_both_ways_text_and_binary(
    way: type[OverWebSocket], packets: list[str | bytes]
) -> None:
    async with echoing() as place:
        wire = await way.open(place.port)
        await wire.send(*packets)
        assert [await wire.next() for _ in packets] == packets


async def test_a_payload_is_packets_with_record_separators_and_binary_as_base64() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        await poller.post("4hello\x1ebAQIDBA==\x1e4world")
        assert (await poller.get()).text == "4hello\x1ebAQIDBA==\x1e4world"


@ways
@pytest.mark.parametrize("packet", ["abc", "", "0", "2", "5", "7", "8hello"])
async def test_what_is_no_packet_closes_the_session(way: type[OverWebSocket], packet: str) -> None:
    async with echoing() as place:
        wire = await way.open(place.port)
        await wire.send(packet)
        await ended(wire)


async def test_a_bad_payload_is_400() -> None:
    async with echoing() as place:
        for body in ("abc", "4a\x1eabc", "bx", "4a\x1e"):
            poller = await Poller.open(place.port)
            assert (await poller.post(body, TEXT)).status_code == 400
            assert (await poller.get()).status_code == 400


# Heartbeat ------------------------------------------------------------------------------------


@ways
async def test_the_server_pings_and_who_answers_stays(way: type[OverWebSocket]) -> None:
    async with echoing(OPTIONS) as place:
        wire = await way.open(place.port)
        for _ in range(3):
            assert await wire.next() == "2"
            await wire.send("3")
        await wire.send("4still here")
        assert await wire.next() == "4still here"


@ways
async def test_who_answers_no_ping_is_closed(way: type[OverWebSocket]) -> None:
    async with echoing(OPTIONS) as place:
        began = time.monotonic()
        wire = await way.open(place.port)
        await ended(wire)
        assert time.monotonic() - began > 0.4
        await eventually(lambda: "" if place.causes == [CloseCause.LOST] else f"{place.causes}")


async def test_after_interval_and_timeout_a_silent_session_is_unknown() -> None:
    now = 100.0
    async with echoing(OPTIONS, lambda: now) as place:
        poller = await Poller.open(place.port)
        now += 0.5
        assert (await poller.get()).status_code == 400


# Upgrade --------------------------------------------------------------------------------------


async def test_the_upgrade_goes_step_by_step() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        waiting = poller.waiting()
        await place.has_request(poller)
        client = await poller.probe()
        client.send("2probe")
        assert await client.receive() == "3probe"
        assert (await waiting).text == "6"
        client.send("5", "4hello")
        assert await client.receive() == "4hello"


async def test_during_the_upgrade_a_get_comes_back_at_once() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        client = await poller.probe()
        client.send("2probe")
        assert await client.receive() == "3probe"
        assert (await poller.get()).text == "6"


async def test_no_packet_is_lost_by_the_upgrade() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        await poller.post("\x1e".join(f"4{n}" for n in range(50)))
        client = await poller.upgraded()
        client.send(*[f"4{n}" for n in range(50, 60)])
        assert await client.receive_all(60) == [f"4{n}" for n in range(60)]


async def test_after_the_upgrade_requests_are_400_and_the_session_goes_on() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        client = await poller.upgraded()
        client.send("4a")
        assert await client.receive() == "4a"
        assert (await poller.get()).status_code == 400
        assert (await poller.post("4b")).status_code == 400
        client.send("4c")
        assert await client.receive() == "4c"


async def test_a_second_websocket_of_a_session_is_closed_and_the_first_goes_on() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        client = await poller.upgraded()
        second = await poller.probe()
        assert await second.closing() != 0
        client.send("4hello")
        assert await client.receive() == "4hello"


# Close ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [OverWebSocket, Upgraded])
async def test_a_client_closes_its_websocket_with_a_close_packet(way: type[OverWebSocket]) -> None:
    async with echoing() as place:
        wire = await way.open(place.port)
        await wire.send("1")
        with pytest.raises(Ended):
            await wire.next()
        assert place.causes == [CloseCause.CLOSED]


async def test_a_client_closes_a_polling_session_and_its_get_ends_with_a_noop() -> None:
    async with echoing() as place:
        poller = await Poller.open(place.port)
        waiting = poller.waiting()
        await place.has_request(poller)
        assert (await poller.post("1")).text == "ok"
        assert (await waiting).text == "6"
        assert (await poller.get()).status_code == 400
        assert place.causes == [CloseCause.CLOSED]


async def test_a_fault_is_said_as_the_reference_server_says_it() -> None:
    async with echoing() as place:
        answer = await Poller(place.port).http.get("/socket.io/?EIO=4&transport=polling&sid=x")
        assert answer.json() == {"code": 1, "message": "Session ID unknown"}
