"""Events: in order, always answered, and what reaches no handler."""

from __future__ import annotations

import asyncio
import json

import pytest

from gethory.sio.application import RESERVED
from gethory.sio.connection import CloseCause, Connection, Event
from gethory.sio.server import Ack, Options, RawEvent, SocketServer
from sio.client import Client
from sio.rig import by_cookie, eventually, house, names

pytestmark = pytest.mark.anyio


async def test_the_payload_is_passed_on_byte_for_byte() -> None:
    payload = '{"b" :1.0,  "a":"\u20ac\\u20ac","peerId":"x", "b":2}'
    async with house() as place:
        client = await Client.connected(place.port)
        client.send(f'42["echo", {payload} ]')
        assert await client.receive() == f'42["echoed",{payload}]'


async def test_events_behind_a_slow_handler_keep_their_order() -> None:
    order: list[int] = []
    running = 0

    async def slow(connection: Connection, event: Event) -> Ack:
        nonlocal running
        running += 1
        assert running == 1, "two handlers of one connection at a time"
        await asyncio.sleep(0.002)
        order.append(json.loads(bytes(event.args[0])))
        running -= 1
        return b"true"

    def fast(connection: Connection, event: Event) -> None:
        order.append(json.loads(bytes(event.args[0])))

    async with house() as place:
        place.server.on("slow", slow)
        place.server.on("fast", fast)
        client = await Client.connected(place.port)
        client.send(*(f'42{n}["{"slow" if n % 3 == 0 else "fast"}",{n}]' for n in range(100)))
        acks = await client.receive_all(100)
        assert order == list(range(100))
        assert [ack.partition("[")[0] for ack in acks] == [f"43{n}" for n in range(100)]


async def test_one_client_does_not_wait_for_the_handler_of_another() -> None:
    go_on = asyncio.Event()

    async def wait(connection: Connection, event: Event) -> None:
        await go_on.wait()

    async with house() as place:
        place.server.on("wait", wait)
        first, second = await Client.connected(place.port), await Client.connected(place.port)
        first.send('421["wait"]')
        second.send('421["echo",1]')
        assert await second.receive_all(2) == ['42["echoed",1]', "431[1]"]
        go_on.set()
        assert await first.receive() == "431[]"


async def test_what_waits_is_bounded_and_nothing_of_it_is_lost() -> None:
    go_on = asyncio.Event()

    async def wait(connection: Connection, event: Event) -> None:
        await go_on.wait()

    async with house(Options(max_waiting=10)) as place:
        place.server.on("wait", wait)
        client = await Client.connected(place.port)
        client.send('42["wait"]')
        size = 20_000
        for n in range(size):
            client.send(f'42["note",{n}]')
        (connection,) = place.connected
        await eventually(lambda: "" if connection._waiting else "nothing waits")
        await asyncio.wait_for(client.drain_or_stall(), 5)
        assert connection._waiting is not None
        assert len(connection._waiting) < size / 2, "reading went on"
        go_on.set()
        await eventually(
            lambda: "" if len(place.heard) == size else f"{len(place.heard)} of {size} heard"
        )
        assert names(place.heard) == [str(n) for n in range(size)]


async def test_every_ack_is_answered_also_when_the_handler_fails() -> None:
    async def fail_later(connection: Connection, event: Event) -> None:
        await asyncio.sleep(0)
        raise RuntimeError("later")

    def fail(connection: Connection, event: Event) -> None:
        raise RuntimeError("now")

    failed: list[str] = []

    def on_error(connection: Connection, event: Event | RawEvent, error: Exception) -> Ack:
        failed.append(f"{event.name}: {error}")
        return b'{"ok":false,"code":"unavailable"}'

    async with house() as place:
        place.server.on("fail", fail)
        place.server.on("fail-later", fail_later)
        place.server.on_error(on_error)
        client = await Client.connected(place.port)
        client.send('421["fail"]', '422["fail-later"]', '42["fail"]', '423["echo",1]')
        no = '{"ok":false,"code":"unavailable"}'
        assert await client.receive_all(4) == [
            f"431[{no}]",
            f"432[{no}]",
            '42["echoed",1]',
            "433[1]",
        ]
        assert failed == ["fail: now", "fail-later: later", "fail: now"]


async def test_a_fault_in_on_error_is_answered_too() -> None:
    def fail(connection: Connection, event: Event) -> None:
        raise RuntimeError

    def fail_again(connection: Connection, event: Event | RawEvent, error: Exception) -> Ack:
        raise RuntimeError

    async with house() as place:
        place.server.on("fail", fail)
        client = await Client.connected(place.port)
        client.send('421["fail"]')
        assert await client.receive() == "431[]"
        place.server.on_error(fail_again)
        client.send('422["fail"]')
        assert await client.receive() == "432[]"


@pytest.mark.parametrize("name", sorted(RESERVED))
async def test_names_of_the_protocol_reach_no_handler(name: str) -> None:
    unknown: list[str] = []

    def on_unknown(connection: Connection, event: Event) -> Ack:
        unknown.append(event.name)
        return b'{"ok":false,"code":"event_unknown"}'

    async with house() as place:
        place.server.on_unknown(on_unknown)
        client = await Client.connected(place.port)
        client.send(f'427["{name}",{{"forged":true}}]')
        assert await client.receive() == '437[{"ok":false,"code":"event_unknown"}]'
        assert unknown == [name]
        assert len(place.connected) == 1
        assert not place.ended


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_no_handler_can_be_given_for_a_name_of_the_protocol(name: str) -> None:
    server = SocketServer(Options(), authenticate=by_cookie)
    with pytest.raises(ValueError, match=name):
        server.on(name, lambda _connection, _event: None)


async def test_a_name_written_in_escapes_is_the_same_name() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send('42["\\u006eote",1]', '42["n\\u006fte",2]')
        await eventually(lambda: "" if len(place.heard) == 2 else "not both were heard")
        assert [event.name for event in place.heard] == ["note", "note"]


async def test_an_unknown_event_without_anybody_to_ask_is_answered_with_nothing() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        client.send('421["nothing"]', "422[7]")
        assert await client.receive_all(2) == ["431[]", "432[]"]


async def test_what_a_handler_started_before_the_end_is_finished_before_on_disconnect() -> None:
    order: list[str] = []
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def join(connection: Connection, event: Event) -> Ack:
        inside.set()
        await go_on.wait()
        order.append("joined")
        connection.emit("too-late", b"1")
        return b"1"

    async with house() as place:
        place.server.on("join", join)
        place.server._application.on_disconnect = lambda c, cause: order.append(cause)
        client = await Client.connected(place.port)
        client.send('421["join"]', '42["note",1]')
        await inside.wait()
        client.hang_up()
        await place.empty()
        go_on.set()
        await eventually(lambda: "" if len(order) == 2 else f"only {order}")
        assert order == ["joined", CloseCause.LOST]
        assert not place.heard, "events of a client that is gone are dropped"


async def test_many_packets_of_one_turn_go_out_in_order() -> None:
    def burst(connection: Connection, event: Event) -> Ack:
        for n in range(40):
            connection.emit("n", b"%d" % n if n % 2 else b'"%b"' % (b"x" * 300))
        connection.emit("big", b'"%b"' % (b"y" * 70_000))
        return b'"done"'

    async with house() as place:
        place.server.on("burst", burst)
        client = await Client.connected(place.port)
        client.send('421["burst"]')
        received = await client.receive_all(42)
        assert [len(text) for text in received[:3]] == [310, 9, 310]
        assert received[1::2][:20] == [f'42["n",{n}]' for n in range(1, 40, 2)]
        assert len(received[40]) > 70_000
        assert received[41] == '431["done"]'
