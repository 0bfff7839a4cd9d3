"""How connections end: causes, bounds, time, garbage, and the server's own end."""

from __future__ import annotations

import asyncio
import os
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gethory.sio.connection import CloseCause, Connection, Event
from gethory.sio.server import Ack, Options
from sio.rig import (
    BINARY,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Client,
    House,
    Logs,
    eventually,
    frame,
    house,
)

pytestmark = pytest.mark.anyio
QUICK = Options(ping_interval_ms=100, ping_timeout_ms=80)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (1000, CloseCause.CLOSED),
        (1001, CloseCause.CLOSED),
        (1011, CloseCause.LOST),
        (4000, CloseCause.LOST),
        (None, CloseCause.LOST),
    ],
)
async def test_a_close_frame_is_answered_and_its_code_is_the_cause(
    code: int | None, cause: CloseCause
) -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.close(code)
        assert await client.closing() in {1000, 1001}
        await place.ended_by(cause)
        await client.gone()
        await place.empty()


async def test_a_tcp_connection_that_breaks_is_lost() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.hang_up()
        await place.ended_by(CloseCause.LOST)
        await place.empty()


async def test_an_engine_io_close_packet_is_a_close() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send("1")
        await place.ended_by(CloseCause.CLOSED)


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


async def test_text_in_place_of_an_announced_attachment_closes() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send('451-["note",{"_placeholder":true,"num":0}]', '42["note",1]')
        assert await client.closing() == 1002
        assert [event.binary for event in place.heard] == [True]


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


async def test_without_a_connect_the_connection_is_closed() -> None:
    async with house(Options(connect_timeout_s=0.1)) as place:
        client = await Client.open(place.port)
        started = time.monotonic()
        assert await client.closing() == 1000
        assert time.monotonic() - started > 0.05
        client.close()
        await place.empty()
        assert not place.ended


async def test_after_leaving_the_time_for_a_connect_runs_again() -> None:
    async with house(Options(connect_timeout_s=0.1)) as place:
        client = await Client.connected(place.port)
        client.send("41")
        assert await client.closing() == 1000
        assert place.ended[0][1] is CloseCause.LEFT
        assert len(place.ended) == 1


async def test_a_client_that_answers_pings_stays() -> None:
    async with house(QUICK) as place:
        client = await Client.connected(place.port)
        (connection,) = place.server.connections
        for _ in range(5):
            assert await client.receive() == "2"
            before = connection.last_packet_at
            client.send("3")
            await eventually(
                lambda seen=before: (  # type: ignore[misc]  # a default, so the loop's value
                    "" if connection.last_packet_at > seen else "the pong was not seen"
                )
            )
        assert len(place.server.connections) == 1


async def test_a_client_that_answers_no_ping_is_lost_and_its_tcp_connection_with_it() -> None:
    async with house(QUICK) as place:
        client = await Client.connected(place.port)
        await place.ended_by(CloseCause.LOST)
        await client.gone()
        await place.empty()


async def flood(place: House, packet: int, *, at_most: int) -> int:
    """Send to the only connection until it is dropped; returns how many packets that took."""
    (connection,) = place.connected
    payload = b'"' + b"x" * packet + b'"'
    for sent in range(at_most):
        if place.ended:
            return sent
        connection.emit("more", payload)
        await asyncio.sleep(0)
    return at_most


@pytest.mark.parametrize("packet", [16_000, 200_000])
async def test_a_client_that_does_not_read_is_dropped_and_freed(packet: int) -> None:
    async with house() as place:
        await Client.connected(place.port, receive_buffer=4096, limit=1024)
        assert await flood(place, packet, at_most=2_000) < 2_000
        await place.ended_by(CloseCause.LOST)
        await place.empty()
        if sys.platform == "linux":
            await eventually(place.kernel_keeps)


async def test_a_client_that_does_not_read_at_all_is_dropped_by_time() -> None:
    options = Options(stall_timeout_s=0.2, max_out_packets=10**6, max_out_bytes=10**9)
    async with house(options) as place:
        await Client.connected(place.port, receive_buffer=4096, limit=1024)
        (connection,) = place.connected
        for _ in range(100):
            connection.emit("more", b'"' + b"x" * 100_000 + b'"')
        await place.ended_by(CloseCause.LOST)
        await place.empty()


async def test_a_slow_client_within_the_bounds_gets_everything_in_order() -> None:
    options = Options(max_out_packets=10_000, max_out_bytes=50_000_000)
    async with house(options) as place:
        client = await Client.connected(place.port, receive_buffer=4096)
        (connection,) = place.connected
        for n in range(300):
            connection.emit("n", b'{"n":%d,"x":"%b"}' % (n, b"x" * 20_000))
        for n in range(300):
            assert (await client.receive()).startswith(f'42["n",{{"n":{n},')
        assert not place.ended


async def test_a_burst_to_a_client_that_reads_is_no_reason_to_drop_it() -> None:
    async with house(Options(max_out_packets=16)) as place:
        client = await Client.connected(place.port)
        (connection,) = place.connected
        for n in range(100):
            connection.emit("n", b"%d" % n)
        assert await client.receive_all(100) == [f'42["n",{n}]' for n in range(100)]


async def test_a_drop_while_the_application_walks_its_list_does_not_call_it_back_inside() -> None:
    options = Options(max_out_packets=1, max_out_bytes=10)
    async with house(options) as place:
        await Client.connected(place.port, receive_buffer=4096, limit=1024)
        (connection,) = place.connected
        for _ in range(200):
            connection.emit("more", b'"' + b"x" * 100_000 + b'"')
            assert not place.ended
        await place.ended_by(CloseCause.LOST)


async def test_shutdown_says_1001_and_calls_it_so() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        place.uvicorn.should_exit = True
        assert await client.closing() == 1001
        client.close()
        await place.ended_by(CloseCause.SHUTDOWN)
        await place.empty()


async def test_shutdown_does_not_wait_for_a_client_that_does_not_read() -> None:
    options = Options(max_out_packets=10**6, max_out_bytes=10**9)
    async with house(options) as place:
        await Client.connected(place.port, receive_buffer=4096, limit=1024)
        (connection,) = place.connected
        for _ in range(100):
            connection.emit("more", b'"' + b"x" * 100_000 + b'"')
        await asyncio.sleep(0.05)
        started = time.monotonic()
        place.uvicorn.should_exit = True
        await place.empty()
        assert time.monotonic() - started < 3


async def test_closing_the_server_ends_what_it_has_and_waits_for_on_disconnect() -> None:
    done: list[CloseCause] = []

    async def slowly(connection: Connection, cause: CloseCause) -> None:
        await asyncio.sleep(0.05)
        done.append(cause)

    async with house() as place:
        place.server._application.on_disconnect = slowly
        client = await Client.connected(place.port)
        closing = asyncio.create_task(place.server.close())
        assert await client.closing() == 1001
        client.close()
        await closing
        assert done == [CloseCause.SHUTDOWN]


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
