"""How connections end: causes, bounds, time, garbage, and the server's own end."""

from __future__ import annotations

import asyncio
import sys
import time

import pytest

from gethory.sio.connection import CloseCause, Connection
from gethory.sio.server import Options
from sio.client import CLOSE, Client, frame
from sio.rig import House, eventually, house

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


async def test_a_connect_behind_the_packet_that_ends_the_session_leaves_nothing() -> None:
    async def slowly(connection: Connection) -> None:
        await asyncio.sleep(0.05)

    async with house(on_connect=slowly) as place:
        client = await Client.open(place.port)
        # While the first is asked about, the others wait: it leaves, an event of nobody ends the
        # session, and what asks to connect comes too late.
        client.send("40", "41", '42["note",1]', "40")
        assert await client.closing() == 1002
        client.close()
        await place.ended_by(CloseCause.LEFT)
        assert len(place.connected) == 1
        await place.empty()


@pytest.mark.parametrize("rounds", [50, 119, 400])
async def test_a_flood_of_coming_and_going_leaves_nothing(rounds: int) -> None:
    async def slowly(connection: Connection) -> None:
        await asyncio.sleep(0)

    async with house(on_connect=slowly) as place:
        client = await Client.open(place.port)
        client.send(*["40", "41"] * rounds, "40")
        client.send_raw(frame(CLOSE, b""))
        await client.gone()
        await place.empty()
        # Whoever was let in was said goodbye to, once.
        assert len({sid for sid, _ in place.ended}) == len(place.ended)


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
