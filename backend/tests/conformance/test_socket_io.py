"""What the Socket.IO protocol, version 5, demands of a server, in the order of its document."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from conformance.wire import WAYS, OverWebSocket, Packet, Wire, ended
from gethory.sio.connection import Connection, Event
from gethory.sio.server import Ack, Answer, ConnectRefused, Options
from sio.rig import House, eventually, house

pytestmark = pytest.mark.anyio
OPTIONS = Options(namespaces=("/", "/custom"), connect_timeout_s=1.0)
HOLE = '{"_placeholder":true,"num":%d}'
ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
namespaces = pytest.mark.parametrize("mark", ["", "/custom,"], ids=["main", "custom"])


def greet(connection: Connection) -> None:
    if connection.auth == b'{"token":"wrong"}':
        raise ConnectRefused("Not authorized")
    connection.emit("auth", connection.auth or b"{}")


def give_back(connection: Connection, event: Event) -> Ack:
    connection.emit("message-back", *event.args, attachments=event.attachments)
    return None


def acknowledge(connection: Connection, event: Event) -> Ack:
    return Answer(event.args, event.attachments)


@asynccontextmanager
async def stage() -> AsyncIterator[House]:
    """A server with two namespaces that gives back what it gets."""
    async with house(OPTIONS, on_connect=greet) as place:
        place.server.on("message", give_back)
        place.server.on("message-with-ack", acknowledge)
        yield place


async def connected(place: House, way: type[OverWebSocket], mark: str = "") -> Wire:
    """A client in one namespace."""
    wire = await way.open(place.port)
    await connect(wire, mark)
    return wire


async def connect(wire: Wire, mark: str, auth: str = "") -> dict[str, Any]:
    """What the server says to a CONNECT."""
    await wire.send(f"40{mark}{auth}")
    answer = await wire.next()
    assert isinstance(answer, str)
    assert answer.startswith(f"40{mark}")
    assert await wire.next() == f'42{mark}["auth",{auth or "{}"}]'
    facts: dict[str, Any] = json.loads(answer[len(f"40{mark}") :])
    return facts


# Connection to a namespace --------------------------------------------------------------------


@ways
@namespaces
@pytest.mark.parametrize("auth", ["", '{"word":"123"}'])
async def test_a_connect_is_answered_with_a_sid(
    way: type[OverWebSocket], mark: str, auth: str
) -> None:
    async with stage() as place:
        facts = await connect(await way.open(place.port), mark, auth)
        assert list(facts) == ["sid"]
        assert isinstance(facts["sid"], str)


@ways
async def test_the_comma_may_be_left_out_where_nothing_follows(way: type[OverWebSocket]) -> None:
    async with stage() as place:
        wire = await way.open(place.port)
        await wire.send("40/custom")
        assert str(await wire.next()).startswith('40/custom,{"sid":')


@ways
@pytest.mark.parametrize("packet", ["40/random", "40/random,", '40/random,{"token":"123"}'])
async def test_an_unknown_namespace_is_a_connect_error(
    way: type[OverWebSocket], packet: str
) -> None:
    async with stage() as place:
        wire = await way.open(place.port)
        await wire.send(packet)
        assert await wire.next() == '44/random,{"message":"Invalid namespace"}'
        await connect(wire, "")


@ways
@namespaces
async def test_a_refused_connect_is_a_connect_error(way: type[OverWebSocket], mark: str) -> None:
    async with stage() as place:
        wire = await way.open(place.port)
        await wire.send(f'40{mark}{{"token":"wrong"}}')
        assert await wire.next() == f'44{mark}{{"message":"Not authorized"}}'
        await connect(wire, mark)


@ways
@pytest.mark.parametrize("packet", ["4abc", '42["message"]', '40["not an object"]', '40"x"', "43"])
async def test_who_does_not_begin_with_a_connect_is_closed(
    way: type[OverWebSocket], packet: str
) -> None:
    async with stage() as place:
        wire = await way.open(place.port)
        await wire.send(packet)
        await ended(wire)


@ways
async def test_who_says_nothing_is_closed(way: type[OverWebSocket]) -> None:
    async with stage() as place:
        await ended(await way.open(place.port))
        assert not place.connected


@ways
async def test_a_second_connect_to_the_same_namespace_closes(way: type[OverWebSocket]) -> None:
    async with stage() as place:
        wire = await connected(place, way)
        await wire.send("40")
        await ended(wire)


@ways
async def test_one_client_may_be_in_several_namespaces(way: type[OverWebSocket]) -> None:
    async with stage() as place:
        wire = await connected(place, way)
        facts = await connect(wire, "/custom,")
        assert facts["sid"] not in {place.connected[0].sid}
        await wire.send('42["message",1]', '42/custom,["message",2]')
        assert [await wire.next(), await wire.next()] == [
            '42["message-back",1]',
            '42/custom,["message-back",2]',
        ]


# Sending and receiving data -------------------------------------------------------------------


@ways
@namespaces
async def test_an_event_with_any_json(way: type[OverWebSocket], mark: str) -> None:
    args = '1,"2",{"3":[true]},null,-1.5e3,"\u20ac\\n"'
    async with stage() as place:
        wire = await connected(place, way, mark)
        await wire.send(f'42{mark}["message",{args}]')
        assert await wire.next() == f'42{mark}["message-back",{args}]'


@ways
@namespaces
async def test_an_event_with_attachments(way: type[OverWebSocket], mark: str) -> None:
    sent: list[Packet] = [
        f'452-{mark}["message",{HOLE % 0},{HOLE % 1}]',
        b"\x01\x02\x03",
        b"\x04\x05\x06",
    ]
    async with stage() as place:
        wire = await connected(place, way, mark)
        await wire.send(*sent)
        back = f'452-{mark}["message-back",{HOLE % 0},{HOLE % 1}]'
        assert [await wire.next() for _ in range(3)] == [back, *sent[1:]]


@ways
@pytest.mark.parametrize(
    "packet",
    ["4abc", "42", "42{}", '42"message"', "42[]", "42[null]", '42abc["message"]', '45["message"]'],
)
async def test_what_is_no_event_closes(way: type[OverWebSocket], packet: str) -> None:
    async with stage() as place:
        wire = await connected(place, way)
        await wire.send(packet)
        await ended(wire)


@ways
@pytest.mark.parametrize("behind", ['42["message",1]', b"", "41"])
async def test_what_comes_in_place_of_an_attachment_closes(
    way: type[OverWebSocket], behind: Packet
) -> None:
    announced = '451-["message"]' if behind == b"" else f'451-["message",{HOLE % 0}]'
    async with stage() as place:
        wire = await connected(place, way)
        await wire.send(announced, behind, *([b"one too many"] if behind == b"" else []))
        await ended(wire)


# Acknowledgement ------------------------------------------------------------------------------


@ways
@namespaces
async def test_an_event_with_an_id_is_acknowledged(way: type[OverWebSocket], mark: str) -> None:
    async with stage() as place:
        wire = await connected(place, way, mark)
        await wire.send(f'42{mark}456["message-with-ack",1,"2",{{"3":[false]}}]')
        assert await wire.next() == f'43{mark}456[1,"2",{{"3":[false]}}]'
        await wire.send(f'42{mark}0["message-with-ack"]')
        assert await wire.next() == f"43{mark}0[]"


@ways
@namespaces
async def test_an_acknowledgement_may_have_attachments(way: type[OverWebSocket], mark: str) -> None:
    async with stage() as place:
        wire = await connected(place, way, mark)
        await wire.send(f'452-{mark}789["message-with-ack",{HOLE % 0},{HOLE % 1}]', b"one", b"two")
        assert [await wire.next() for _ in range(3)] == [
            f"462-{mark}789[{HOLE % 0},{HOLE % 1}]",
            b"one",
            b"two",
        ]


@ways
async def test_the_server_may_ask_for_an_acknowledgement_too(way: type[OverWebSocket]) -> None:
    async with stage() as place:

        async def ask(connection: Connection, event: Event) -> Ack:
            return await connection.ask("question", *event.args, timeout_s=5)

        place.server.on("ask", ask)
        wire = await connected(place, way)
        await wire.send('421["ask",1]')
        assert await wire.next() == '420["question",1]'
        await wire.send(f'461-0["bar",{HOLE % 0}]', b"raw")
        assert [await wire.next(), await wire.next()] == [f'461-1["bar",{HOLE % 0}]', b"raw"]


# Disconnection from a namespace ---------------------------------------------------------------


@ways
@namespaces
async def test_a_disconnect_has_no_answer_and_the_session_stays(
    way: type[OverWebSocket], mark: str
) -> None:
    async with stage() as place:
        wire = await connected(place, way, mark)
        await wire.send(f"41{mark}")
        await eventually(lambda: "" if place.ended else "the server did not hear it")
        await connect(wire, mark)


@ways
async def test_leaving_one_namespace_leaves_the_others(way: type[OverWebSocket]) -> None:
    async with stage() as place:
        wire = await connected(place, way)
        await connect(wire, "/custom,")
        await wire.send("41/custom", '42["message","message to main namespace"]')
        assert await wire.next() == '42["message-back","message to main namespace"]'


@ways
async def test_the_server_may_disconnect_a_client(way: type[OverWebSocket]) -> None:
    async with stage() as place:
        wire = await connected(place, way, "/custom,")
        place.connected[0].disconnect()
        assert await wire.next() == "41/custom,"
        await ended(wire)
