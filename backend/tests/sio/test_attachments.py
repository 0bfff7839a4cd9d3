"""Binary attachments: put together, bounded, kept in their place, and sent."""

from __future__ import annotations

import asyncio

import pytest

from gethory.sio.connection import Connection, Event
from gethory.sio.server import Ack, Answer, Options
from sio.client import BINARY, TEXT, Client, frame
from sio.rig import House, eventually, house

pytestmark = pytest.mark.anyio
HOLE = '{"_placeholder":true,"num":%d}'


def give_back(connection: Connection, event: Event) -> Ack:
    connection.emit("given", *event.args, attachments=event.attachments)
    return Answer(event.args, event.attachments)


async def drawing(place: House) -> Client:
    """A client of a server that gives back what it gets by `draw`."""
    place.server.on("draw", give_back)
    return await Client.connected(place.port)


async def test_attachments_arrive_with_their_event_and_go_back_in_event_and_ack() -> None:
    async with house() as place:
        client = await drawing(place)
        client.send(f'452-7["draw",{HOLE % 1},"x",{{"a":[{HOLE % 0}]}}]')
        client.send_raw(frame(BINARY, b"one"), frame(BINARY, b""))
        args = f'{HOLE % 1},"x",{{"a":[{HOLE % 0}]}}'
        assert [await client.receive_frame() for _ in range(6)] == [
            (TEXT, f'452-["given",{args}]'.encode()),
            (BINARY, b"one"),
            (BINARY, b""),
            (TEXT, f"462-7[{args}]".encode()),
            (BINARY, b"one"),
            (BINARY, b""),
        ]


async def test_large_attachments_keep_their_length() -> None:
    async with house(Options(max_payload=300_000)) as place:
        client = await drawing(place)
        for size in (125, 126, 65_535, 65_536, 200_000):
            client.send(f'451-["draw",{HOLE % 0}]')
            client.send_raw(frame(BINARY, b"x" * size))
            assert await client.receive() == f'451-["given",{HOLE % 0}]'
            assert await client.receive_frame() == (BINARY, b"x" * size)


async def test_an_attachment_in_fragments_is_one() -> None:
    async with house() as place:
        client = await drawing(place)
        client.send(f'451-["draw",{HOLE % 0}]')
        client.send_raw(frame(BINARY, b"a", fin=False), frame(0, b"b"))
        await client.receive()
        assert await client.receive_frame() == (BINARY, b"ab")


async def test_a_binary_event_keeps_its_place_behind_a_slow_handler() -> None:
    async def slow(connection: Connection, event: Event) -> Ack:
        await asyncio.sleep(0.01)
        return b'"binary"' if event.binary else b'"text"'

    async with house() as place:
        place.server.on("slow", slow)
        client = await Client.connected(place.port)
        client.send('421["slow"]', f'451-2["slow",{HOLE % 0}]')
        client.send_raw(frame(BINARY, b"one"))
        client.send('423["slow"]')
        assert await client.receive_all(3) == ['431["text"]', '432["binary"]', '433["text"]']


async def test_pongs_may_come_between_a_packet_and_its_attachments() -> None:
    async with house() as place:
        client = await drawing(place)
        client.send(f'451-["draw",{HOLE % 0}]', "3")
        client.send_raw(frame(BINARY, b"one"))
        assert await client.receive() == f'451-["given",{HOLE % 0}]'


async def test_a_binary_event_that_announces_none_is_an_event() -> None:
    async with house() as place:
        client = await drawing(place)
        client.send('450-1["draw",2]')
        assert await client.receive_all(2) == ['42["given",2]', "431[2]"]


@pytest.mark.parametrize("announced", [11, 10**15])
async def test_more_attachments_than_allowed_close(announced: int) -> None:
    async with house() as place:
        client = await drawing(place)
        client.send(f'45{announced}-["draw"]')
        assert await client.closing() == 1002


async def test_attachments_are_bounded_together_as_a_message_is() -> None:
    async with house() as place:
        client = await drawing(place)
        client.send('453-["draw"]')
        client.send_raw(frame(BINARY, b"x" * 40_000), frame(BINARY, b"x" * 40_000))
        assert await client.closing() == 1009
        assert not place.heard


@pytest.mark.parametrize("number", ["1", "-1", "0.5", "true", "null", '"0"', "1e0", '{"num":0}'])
async def test_a_placeholder_for_no_attachment_closes(number: str) -> None:
    hole = f'{{"_placeholder":true,"num":{number}}}'
    async with house() as place:
        client = await drawing(place)
        client.send(f'451-["draw",[{hole}]]')
        client.send_raw(frame(BINARY, b"one"))
        assert await client.closing() == 1002


async def test_nobody_waits_for_attachments_of_a_client_that_is_gone() -> None:
    async with house() as place:
        client = await drawing(place)
        client.send(f'452-["draw",{HOLE % 0}]')
        client.send_raw(frame(BINARY, b"one"))
        client.hang_up()
        await eventually(lambda: "" if place.ended else "it is still there")
        await place.empty()
