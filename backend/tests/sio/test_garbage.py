"""What is not of the protocols: it closes cleanly, and nobody else notices."""

from __future__ import annotations

import asyncio
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gethory.sio.connection import CloseCause, Connection, Event
from gethory.sio.server import Ack, Options
from sio.client import BINARY, CONTINUATION, PING, PONG, TEXT, Client, frame
from sio.rig import Logs, eventually, house

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "raw",
    [
        frame(TEXT, b""),
        frame(TEXT, b"0"),
        frame(TEXT, b"2probe"),
        frame(TEXT, b"5"),
        frame(TEXT, b"9"),
        frame(TEXT, b"4"),
        frame(TEXT, b"4abc"),
        frame(TEXT, b"42[]"),
        frame(TEXT, b"42[null]"),
        frame(TEXT, b'42[{"a":1}]'),
        frame(TEXT, b'42["note",\xff]'),
        frame(TEXT, b'42["note","\xff"]'),
        frame(TEXT, b'42/api,["note"]'),
        frame(TEXT, b"40"),
        frame(TEXT, b'44{"message":"no"}'),
        frame(TEXT, b'4511-["note"]'),
        frame(BINARY, b"never announced"),
        frame(CONTINUATION, b"of nothing"),
        frame(TEXT, b"42", fin=False) + frame(TEXT, b'["note"]'),
        frame(TEXT, b"3", masked=False),
        frame(3, b"reserved opcode"),
        frame(TEXT, b'42["note",1]', rsv=0x40),
        frame(TEXT, b'42["note",1]', rsv=0x10),
        frame(PING, b"x" * 126),
        frame(TEXT, b'42["note",' + b"[" * 50_000),
    ],
)
async def test_garbage_closes_cleanly(raw: bytes, logs: Logs) -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send_raw(raw)
        assert await client.closing() == 1002
        client.close()
        await place.ended_by(CloseCause.LOST)
        await place.empty()
        assert not place.heard
        assert not logs, "a line of log for a stranger's packet"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (frame(TEXT, b"2"), 1002),
        (frame(TEXT, b"42[]"), 1002),
        (frame(BINARY, b"never announced"), 1002),
        (frame(3, b"reserved opcode"), 1002),
        (frame(TEXT, b"4" * 65_537), 1009),
        (frame(TEXT, b"4" * 40_000, fin=False) + frame(CONTINUATION, b"4" * 40_000), 1009),
    ],
)
async def test_the_application_hears_whose_garbage_it_was(raw: bytes, code: int) -> None:
    whose: list[str] = []
    async with house() as place:
        place.server.on_garbage(whose.append)
        client = await Client.connected(place.port)
        client.send_raw(raw)
        assert await client.closing() == code
        assert whose == ["ann"]


@pytest.mark.parametrize(
    "raw",
    [
        frame(TEXT, b"3"),
        frame(TEXT, b"6"),
        frame(TEXT, b"431[]"),
        frame(TEXT, b"40/nowhere,"),
        frame(TEXT, b"41") + frame(TEXT, b"40"),
        frame(PING, b""),
        frame(PONG, b""),
        frame(TEXT, b"42", fin=False) + frame(CONTINUATION, b'["note",1]'),
    ],
)
async def test_a_flood_of_packets_that_are_no_events_closes(raw: bytes) -> None:
    async with house(Options(max_chatter=20)) as place:
        client = await Client.connected(place.port)
        client.send_raw(*[raw] * 9)
        client.send('421["echo",1]')
        while await client.receive_frame() != (TEXT, b"431[1]"):
            pass
        client.send_raw(*[raw] * 20)
        assert await client.closing() == 1002
        await place.empty()


async def test_text_in_place_of_an_announced_attachment_closes() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send('451-["note",{"_placeholder":true,"num":0}]', '42["note",1]')
        assert await client.closing() == 1002
        assert not place.heard


async def test_events_before_a_connect_close() -> None:
    async with house() as place:
        client = await Client.open(place.port)
        client.send('42["note",1]')
        assert await client.closing() == 1002
        assert not place.heard


@pytest.mark.parametrize("size", [65_537, 200_000])
async def test_a_frame_over_the_bound_closes_with_1009(size: int) -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send("4" + "x" * (size - 1))
        assert await client.closing() == 1009
        await place.ended_by(CloseCause.LOST)
        await place.empty()


async def test_a_frame_of_just_the_bound_is_heard() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        head = '42["note","'
        client.send(head + "x" * (65_536 - len(head) - 2) + '"]')
        await eventually(lambda: "" if place.heard else "not heard")
        assert len(place.heard[0].args[0]) == 65_536 - len(head)


async def test_a_message_in_fragments_is_one_message_and_bounded_as_one() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send_raw(
            frame(TEXT, b'42["no', fin=False),
            frame(PING, b"between"),
            frame(CONTINUATION, b"", fin=False),
            frame(CONTINUATION, b'te",1]'),
        )
        assert await client.receive_frame() == (PONG, b"between")
        await eventually(lambda: "" if place.heard else "not heard")
        client.send_raw(
            frame(TEXT, b"4" * 40_000, fin=False), frame(CONTINUATION, b"4" * 40_000, fin=False)
        )
        assert await client.closing() == 1009


async def test_bad_clients_do_not_disturb_a_good_one() -> None:
    def answer(connection: Connection, event: Event) -> Ack:
        return b"1"

    async with house() as place:
        place.server.on("ask", answer)
        good = await Client.connected(place.port)
        for number in range(100):
            bad = await Client.connected(place.port)
            bad.send_raw(os.urandom(200) if number % 2 else frame(TEXT, os.urandom(200)))
            good.send(f'42{number}["ask"]')
            assert await good.receive() == f"43{number}[1]"
            bad.hang_up()
        await eventually(
            lambda: "" if len(place.server.connections) == 1 else "bad ones are still connected"
        )
        good.send('42["note",1]')
        await eventually(lambda: "" if place.heard else "the good one is not heard")


def test_frames_of_any_kind_end_in_peace() -> None:
    """Hypothesis and event loops do not mix by themselves: one loop for each example."""
    pieces = st.builds(
        frame,
        st.integers(0, 15),
        st.binary(max_size=300) | st.just(b'42["note",1]') | st.just(b"40") | st.just(b"451-[1]"),
        fin=st.booleans(),
        masked=st.sampled_from([True, True, True, False]),
        rsv=st.sampled_from([0, 0, 0, 0x40]),
    )

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.lists(pieces, min_size=1, max_size=5), min_size=1, max_size=10))
    def run(conversations: list[list[bytes]]) -> None:
        asyncio.run(_converse(conversations))

    run()


async def _converse(conversations: list[list[bytes]]) -> None:
    loop = asyncio.get_running_loop()
    escaped: list[object] = []
    loop.set_exception_handler(lambda _loop, context: escaped.append(context))
    async with house() as place:
        good = await Client.connected(place.port)
        for conversation in conversations:
            bad = await Client.connected(place.port)
            bad.send_raw(*conversation)
            good.send('421["echo",1]')
            assert await good.receive_all(2) == ['42["echoed",1]', "431[1]"]
            bad.hang_up()
    assert not escaped
