"""CONNECT, namespaces, and a client that leaves and comes again."""

from __future__ import annotations

import asyncio
import json

import pytest

from gethory.sio.connection import CloseCause, Connection
from gethory.sio.server import ConnectRefused, Options, SocketServer
from sio.client import BINARY, Client
from sio.rig import by_cookie, eventually, house, names

pytestmark = pytest.mark.anyio
BOTH = Options(namespaces=("/", "/api"))


async def test_the_open_packet_says_what_a_client_must_know() -> None:
    options = Options(ping_interval_ms=10_000, ping_timeout_ms=8_000)
    async with house(options) as place:
        client = await Client.open(place.port)
        facts = json.loads((await client.receive())[1:])
        assert len(facts.pop("sid")) == 20
        assert facts == {
            "upgrades": [],
            "pingInterval": 10_000,
            "pingTimeout": 8_000,
            "maxPayload": 65_536,
        }


@pytest.mark.parametrize("namespace", ["/", "/api"])
async def test_each_namespace_is_the_same_thing_with_its_own_mark(namespace: str) -> None:
    mark = "" if namespace == "/" else "/api,"
    async with house(BOTH) as place:
        client = await Client.connected(place.port, namespace)
        (connection,) = place.server.connections
        assert (connection.namespace, connection.principal) == (namespace, "ann")
        client.send(f'42{mark}7["echo",{{"a":1}}]')
        assert await client.receive_all(2) == [
            f'42{mark}["echoed",{{"a":1}}]',
            f'43{mark}7[{{"a":1}}]',
        ]


async def test_any_other_namespace_is_a_connect_error_and_not_the_end() -> None:
    async with house(BOTH) as place:
        client = await Client.open(place.port)
        await client.receive()
        client.send("40/admin,", "40/api")
        assert await client.receive() == '44/admin,{"message":"Invalid namespace"}'
        assert (await client.receive()).startswith("40/api,")


async def test_a_client_may_be_in_several_namespaces_at_once() -> None:
    async with house(BOTH) as place:
        client = await Client.connected(place.port)
        client.send("40/api,")
        assert (await client.receive()).startswith("40/api,")
        first, second = place.connected
        assert (first.others, second.others) == ((second,), (first,))
        client.send('42["note",1]', '42/api,["note",2]')
        await eventually(lambda: "" if len(place.heard) == 2 else "one namespace is silent")
        client.send("41")
        await place.ended_by(CloseCause.LEFT)
        client.send('42/api,7["echo",3]')
        assert await client.receive_all(2) == ['42/api,["echoed",3]', "43/api,7[3]"]


async def test_the_application_may_let_a_client_into_one_namespace_only() -> None:
    def one_only(connection: Connection) -> None:
        if connection.others:
            raise ConnectRefused("Invalid namespace")

    async with house(BOTH, on_connect=one_only) as place:
        client = await Client.connected(place.port)
        client.send("40/api,")
        assert await client.receive() == '44/api,{"message":"Invalid namespace"}'
        client.send('42["note",1]')
        await eventually(lambda: "" if place.heard else "the first namespace went silent")


async def test_the_server_puts_a_client_out_of_one_namespace_and_keeps_the_other() -> None:
    async with house(BOTH) as place:
        client = await Client.connected(place.port)
        client.send("40/api,")
        await client.receive()
        place.connected[0].disconnect()
        client.send('42["note",1]', '42/api,["note",2]')  # the first crossed the DISCONNECT
        assert await client.receive() == "41"
        await place.ended_by(CloseCause.ENDED)
        await eventually(lambda: "" if place.heard else "the other namespace went silent")
        assert names(place.heard) == ["2"]


async def test_handlers_may_be_of_one_namespace() -> None:
    async with house(BOTH) as place:
        place.server.on("where", lambda _c, _e: b'"here"', namespace="/api")
        client = await Client.connected(place.port)
        client.send("40/api,", '421["where"]', '42/api,1["where"]')
        assert (await client.receive()).startswith("40/api,")
        assert await client.receive_all(2) == ["431[]", '43/api,1["here"]']


@pytest.mark.parametrize("name", ["", "api", "/a,b", "/" + "n" * 128])
def test_what_is_no_name_of_a_namespace_is_refused_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        SocketServer(Options(namespaces=(name,)), authenticate=by_cookie)


async def test_what_the_client_says_in_its_connect_is_kept_as_it_came() -> None:
    async with house() as place:
        client = await Client.open(place.port)
        client.send('40{"token": "\u20ac"}')
        await client.receive_all(2)
        assert place.connected[0].auth == '{"token": "\u20ac"}'.encode()


@pytest.mark.parametrize("slowly", [False, True])
async def test_what_on_connect_sends_comes_behind_the_yes(slowly: bool) -> None:
    def greet(connection: Connection) -> None:
        connection.emit("auth", connection.auth or b"{}")
        connection.emit("bytes", attachments=[b"one"])

    async def greet_later(connection: Connection) -> None:
        greet(connection)
        await asyncio.sleep(0.01)

    async with house(on_connect=greet_later if slowly else greet) as place:
        client = await Client.open(place.port)
        client.send('40{"word":"123"}')
        assert [text[:3] for text in await client.receive_all(2)] == ['0{"', "40{"]
        assert await client.receive_all(2) == ['42["auth",{"word":"123"}]', '451-["bytes"]']
        assert await client.receive_frame() == (BINARY, b"one")


async def test_the_application_may_refuse_a_connect() -> None:
    async def refuse(connection: Connection) -> None:
        await asyncio.sleep(0)
        raise ConnectRefused("sockets_exceeded")

    async with house(BOTH, on_connect=refuse) as place:
        client = await Client.open(place.port)
        await client.receive()
        client.send("40/api,")
        assert await client.receive() == '44/api,{"message":"sockets_exceeded"}'
        assert not place.server.connections
        client.hang_up()
        await place.empty()
        assert not place.ended


async def test_a_fault_in_on_connect_says_nothing_of_itself() -> None:
    def fail(connection: Connection) -> None:
        raise RuntimeError("secret")

    async with house(on_connect=fail) as place:
        client = await Client.open(place.port)
        await client.receive()
        client.send("40")
        assert await client.receive() == '44{"message":"Internal error"}'


async def test_events_behind_a_connect_wait_for_it() -> None:
    order: list[str] = []

    async def slowly(connection: Connection) -> None:
        await asyncio.sleep(0.05)
        order.append("connected")

    async with house(on_connect=slowly) as place:
        place.server.on("go", lambda _connection, _event: order.append("event"))
        client = await Client.open(place.port)
        client.send("40", '421["go"]')
        assert (await client.receive_all(3))[2] == "431[]"
        assert order == ["connected", "event"]


async def test_gone_during_a_slow_connect_is_told_once_and_after_it() -> None:
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(connection: Connection) -> None:
        inside.set()
        await go_on.wait()

    async with house(on_connect=slowly) as place:
        client = await Client.open(place.port)
        client.send("40")
        await inside.wait()
        client.hang_up()
        await place.empty()
        assert not place.ended
        go_on.set()
        await place.ended_by(CloseCause.LOST)
        assert not place.server.connections


async def test_leaving_ends_the_connection_and_leaves_the_websocket_for_another() -> None:
    async with house(BOTH) as place:
        client = await Client.connected(place.port)
        client.send("41")
        await place.ended_by(CloseCause.LEFT)
        assert not place.server.connections
        client.send("40/api,")
        assert (await client.receive()).startswith("40/api,")
        first, second = place.connected
        assert first is not second
        assert first.sid != second.sid


async def test_leaving_and_coming_back_in_one_breath_is_told_in_that_order() -> None:
    order: list[str] = []

    async def wait(connection: Connection, event: object) -> None:
        await asyncio.sleep(0.02)

    async with house(on_connect=lambda c: order.append("in")) as place:
        place.server.on("wait", wait)
        place.server._application.on_disconnect = lambda c, cause: order.append(cause)
        client = await Client.open(place.port)
        client.send("40", '42["wait"]', "41", "40", '421["echo",5]')
        received = await client.receive_all(5)
        assert received[3:] == ['42["echoed",5]', "431[5]"]
        assert order == ["in", CloseCause.LEFT, "in"]


async def test_nothing_is_sent_to_a_connection_that_has_left() -> None:
    async with house() as place:
        client = await Client.connected(place.port)
        (connection,) = place.connected
        client.send("41")
        await place.ended_by(CloseCause.LEFT)
        connection.emit("late", b"1")
        connection.disconnect()
        client.send("40")
        assert (await client.receive()).startswith("40{")


async def test_the_server_may_end_a_connection() -> None:
    async with house(BOTH) as place:
        client = await Client.connected(place.port, "/api")
        (connection,) = place.connected
        connection.emit("removed", b'{"reason":"session_ended"}')
        connection.disconnect()
        assert not place.ended, "on_disconnect is never called from inside disconnect"
        assert await client.receive_all(2) == [
            '42/api,["removed",{"reason":"session_ended"}]',
            "41/api,",
        ]
        assert await client.closing() == 1000
        client.close()
        await place.ended_by(CloseCause.ENDED)
        await place.empty()
