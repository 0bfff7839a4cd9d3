"""Acks that the server asks for."""

from __future__ import annotations

import asyncio

import pytest

from gethory.sio.connection import Connection, Event
from gethory.sio.server import Ack, Answer, ConnectionEnded, Options
from sio.client import BINARY, Client, frame
from sio.rig import House, eventually, house

pytestmark = pytest.mark.anyio


async def met(place: House, namespace: str = "/") -> tuple[Client, Connection]:
    """A client, and the connection that the server has with it."""
    client = await Client.connected(place.port, namespace)
    return client, place.connected[-1]


def plain(answer: Answer) -> list[bytes]:
    return [bytes(arg) for arg in answer.args]


@pytest.mark.parametrize(("namespace", "mark"), [("/", ""), ("/api", "/api,")])
async def test_the_server_asks_and_the_client_answers(namespace: str, mark: str) -> None:
    async with house(Options(namespaces=("/", "/api"))) as place:
        client, connection = await met(place, namespace)
        asked = asyncio.create_task(connection.ask("how", b'{"a":1}', b"2", timeout_s=5))
        assert await client.receive() == f'42{mark}0["how",{{"a":1}},2]'
        client.send(f'43{mark}0["well",[true]]')
        assert plain(await asked) == [b'"well"', b"[true]"]


async def test_answers_find_their_questions_in_any_order() -> None:
    async with house() as place:
        client, connection = await met(place)
        asked = [asyncio.create_task(connection.ask("q", b"%d" % n, timeout_s=5)) for n in range(3)]
        assert await client.receive_all(3) == [f'42{n}["q",{n}]' for n in range(3)]
        client.send("432[2]", "430[0]", "431[]")
        assert [plain(answer) for answer in await asyncio.gather(*asked)] == [[b"0"], [], [b"2"]]


async def test_an_answer_may_have_attachments_and_so_may_a_question() -> None:
    hole = '{"_placeholder":true,"num":0}'
    async with house() as place:
        client, connection = await met(place)
        asked = asyncio.create_task(
            connection.ask("look", hole.encode(), attachments=[b"in"], timeout_s=5)
        )
        assert await client.receive() == f'451-0["look",{hole}]'
        assert await client.receive_frame() == (BINARY, b"in")
        client.send(f"461-0[{hole}]")
        client.send_raw(frame(BINARY, b"out"))
        answer = await asked
        assert (plain(answer), answer.attachments) == ([hole.encode()], (b"out",))


async def test_who_does_not_answer_in_time_is_waited_for_no_longer() -> None:
    async with house(Options(max_chatter=3)) as place:
        client, connection = await met(place)
        with pytest.raises(TimeoutError):
            await connection.ask("q", timeout_s=0.02)
        assert await client.receive() == '420["q"]'
        client.send("430[]", '421["echo",1]')  # too late, and no harm
        assert await client.receive_all(2) == ['42["echoed",1]', "431[1]"]
        client.send(*["430[]"] * 3)
        assert await client.closing() == 1002, "acks that nobody asked for, without end"


async def test_a_client_that_goes_ends_the_waiting() -> None:
    async with house() as place:
        client, connection = await met(place)
        asked = asyncio.create_task(connection.ask("q", timeout_s=5))
        await client.receive()
        client.hang_up()
        with pytest.raises(ConnectionEnded):
            await asked
        with pytest.raises(ConnectionEnded):
            await connection.ask("q", timeout_s=5)
        await place.empty()


async def test_a_handler_may_ask_the_client_that_it_answers() -> None:
    async def ask_back(connection: Connection, event: Event) -> Ack:
        answer = await connection.ask("sure?", timeout_s=5)
        return bytes(answer.args[0])

    async with house() as place:
        place.server.on("ask-back", ask_back)
        client, _ = await met(place)
        client.send('427["ask-back"]', '42["note",1]')
        assert await client.receive() == '420["sure?"]'
        assert not place.heard, "an event overtook the handler"
        client.send('430["yes"]')
        assert await client.receive() == '437["yes"]'
        await eventually(lambda: "" if place.heard else "the event behind was lost")


async def test_an_ack_of_another_namespace_answers_nothing() -> None:
    async with house(Options(namespaces=("/", "/api"))) as place:
        client, connection = await met(place)
        client.send("40/api,")
        await client.receive()
        asked = asyncio.create_task(connection.ask("q", timeout_s=5))
        await client.receive()
        client.send('43/api,0["wrong"]', '430["right"]')
        assert plain(await asked) == [b'"right"']


async def test_an_event_may_have_any_number_of_arguments() -> None:
    async with house() as place:
        client, connection = await met(place)
        connection.emit("none")
        connection.emit("one", b"1")
        connection.emit("three", b"1", b'"2"', b'{"3":[true]}')
        assert await client.receive_all(3) == [
            '42["none"]',
            '42["one",1]',
            '42["three",1,"2",{"3":[true]}]',
        ]
