"""From long-polling to a WebSocket: nothing lost, nothing overtaken, and back when it fails."""

from __future__ import annotations

import asyncio

import pytest

from gethory.sio.connection import CloseCause, Connection, Event
from gethory.sio.server import Options
from sio.client import BINARY, CLOSE, PING, Client, Closed, frame
from sio.poller import Poller
from sio.rig import House, eventually, house, names

pytestmark = pytest.mark.anyio


async def get_waits(place: House, poller: Poller) -> None:
    """Until the server has the GET."""
    await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")


async def test_a_session_moves_to_a_websocket_and_its_connection_stays_the_same() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        (connection,) = place.connected
        client = await poller.upgraded()
        client.send('421["echo",1]')
        assert await client.receive_all(2) == ['42["echoed",1]', "431[1]"]
        assert place.connected == [connection]
        assert list(place.server.connections) == [connection]


async def test_the_get_that_waits_is_let_go_with_a_noop_and_so_is_a_next_one() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        waiting = poller.waiting()
        await get_waits(place, poller)
        client = await poller.probe()
        assert not waiting.done()
        client.send("2probe")
        assert await client.receive() == "3probe"
        assert (await waiting).text == "6"
        assert await poller.receive() == ["6"]
        client.send("5")
        await eventually(
            lambda: (
                "" if place.server._hub.polls[poller.sid]._stage.name == "MOVED" else "not moved"
            )
        )
        assert await poller.is_over()
        assert (await poller.post("41")).status_code == 400
        assert not place.ended


async def test_probe_and_upgrade_may_come_in_one_breath() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        client.send("2probe", "5", '421["echo",1]')
        assert await client.receive_all(3) == ["3probe", '42["echoed",1]', "431[1]"]


async def test_what_is_said_during_the_upgrade_arrives_once_and_in_order() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        (connection,) = place.connected
        heard: list[str] = []

        def say(*numbers: int) -> None:
            for n in numbers:
                connection.emit("n", b"%d" % n)

        waiting = poller.waiting()
        await get_waits(place, poller)
        client = await poller.probe()
        say(0)
        heard += (await waiting).text.split("\x1e")
        say(1)
        client.send("2probe")
        assert await client.receive() == "3probe"
        say(2)
        heard += await poller.receive()
        say(*range(3, 40))
        client.send("5")
        heard += await client.receive_all(37)
        say(40)
        heard.append(await client.receive())
        assert heard == [f'42["n",{n}]' for n in range(41)]


async def test_what_is_heard_during_the_upgrade_is_heard_once_and_in_order() -> None:
    go_on = asyncio.Event()

    async def wait(connection: Connection, event: Event) -> None:
        await go_on.wait()

    async with house() as place:
        place.server.on("wait", wait)
        poller = await Poller.connected(place.port)
        await poller.send('42["wait"]', '42["note",1]')
        client = await poller.probe()
        await poller.send('42["note",2]')
        client.send("2probe")
        await client.receive()
        await poller.send('42["note",3]')
        client.send("5", '42["note",4]')
        go_on.set()
        client.send('42["note",5]')
        await eventually(lambda: "" if len(place.heard) == 5 else f"heard {names(place.heard)}")
        assert names(place.heard) == ["1", "2", "3", "4", "5"]


async def test_attachments_may_have_begun_on_the_old_way() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        await poller.send('452-["note",{"_placeholder":true,"num":1}]', "bAQ==")
        client = await poller.upgraded()
        client.send_raw(frame(BINARY, b"two"))
        await eventually(lambda: "" if place.heard else "not heard")
        assert place.heard[0].attachments == (b"\x01", b"two")


async def test_reading_stays_paused_across_the_upgrade() -> None:
    go_on = asyncio.Event()

    async def wait(connection: Connection, event: Event) -> None:
        await go_on.wait()

    async with house(Options(max_waiting=2)) as place:
        place.server.on("wait", wait)
        poller = await Poller.connected(place.port)
        post = asyncio.create_task(poller.post('42["wait"]\x1e42["note",0]\x1e42["note",1]'))
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._held else "not held")
        client = await poller.upgraded()
        assert (await post).text == "ok", "nobody waits for it on the old way any more"
        client.send(*[f'42["note",{n}]' for n in range(2, 5000)])
        await asyncio.wait_for(client.drain_or_stall(), 5)
        assert len(place.connected[0]._waiting or ()) < 4000
        go_on.set()
        await eventually(lambda: "" if len(place.heard) == 5000 else "not all were heard")
        assert names(place.heard) == [str(n) for n in range(5000)]


@pytest.mark.parametrize("sent", ["5", "3", "40", '42["note",1]', "2", "2probe2", ""])
async def test_what_is_no_probe_closes_the_websocket_and_nothing_else(sent: str) -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        client.send(sent)
        assert await client.closing() == 1002
        await poller.send('42["note",1]')
        await eventually(lambda: "" if place.heard else "the session suffered")


@pytest.mark.parametrize("raw", [frame(BINARY, b"x"), frame(PING, b""), frame(CLOSE, b"\x03\xe8")])
async def test_frames_that_are_no_probe_close_it_too(raw: bytes) -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        client.send_raw(raw)
        assert await client.closing() in {1000, 1002}
        assert not place.ended


async def test_after_a_failed_probe_gets_wait_again_and_another_websocket_may_try() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        client.send("2probe")
        await client.receive()
        assert await poller.receive() == ["6"]
        client.hang_up()
        polling = place.server._hub.polls[poller.sid]
        await eventually(lambda: "" if polling.may_upgrade else "still probed")
        waiting = poller.waiting()
        await get_waits(place, poller)
        place.connected[0].emit("n", b"1")
        assert (await waiting).text == '42["n",1]'
        again = await poller.upgraded()
        again.send('42["note",1]')
        await eventually(lambda: "" if place.heard else "not heard")


async def test_an_upgrade_that_does_not_come_is_given_up() -> None:
    async with house(Options(upgrade_timeout_s=0.1)) as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        client.send("2probe")
        assert await client.receive() == "3probe"
        assert await client.closing() == 1000
        polling = place.server._hub.polls[poller.sid]
        await eventually(lambda: "" if polling.may_upgrade else "still probed")
        await client.gone()
        assert not place.ended


async def test_a_second_websocket_is_closed_before_and_after_the_upgrade() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        assert await (await poller.probe()).closing() == 1002
        client.send("2probe", "5")
        assert await client.receive() == "3probe"
        third = await poller.probe()
        third.send("2probe", "5")
        with pytest.raises(Closed):
            await third.receive()
        client.send('421["echo",1]')
        assert await client.receive() == '42["echoed",1]'


async def test_a_session_that_began_with_a_websocket_has_no_other_way() -> None:
    async with house() as place:
        client = await Client.open(place.port)
        sid = (await client.receive()).split('"')[3]
        poller = Poller(place.port)
        poller.sid = sid
        assert await poller.is_over()


async def test_pings_go_on_over_the_websocket() -> None:
    async with house(Options(ping_interval_ms=100, ping_timeout_ms=80)) as place:
        poller = await Poller.connected(place.port)
        client = await poller.upgraded()
        for _ in range(4):
            assert await client.receive() == "2"
            client.send("3")
        client.hang_up()
        await place.ended_by(CloseCause.LOST)
        await place.empty()


async def test_who_is_put_out_in_the_middle_of_the_upgrade_hears_it_over_the_websocket() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        client.send("2probe")
        await client.receive()
        place.connected[0].disconnect()
        client.send("5")
        assert await client.receive() == "41"
        assert await client.closing() == 1000
        await place.ended_by(CloseCause.ENDED)


async def test_a_session_that_is_gone_cannot_be_upgraded() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        client.send("2probe")
        await client.receive()
        await poller.send("1")
        client.send("5")
        assert await client.closing() == 1000
        client.close()
        await place.ended_by(CloseCause.CLOSED)
        await place.empty()


async def test_shutdown_ends_a_probe_and_its_session() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await poller.probe()
        place.server.shutdown()
        assert await client.closing() == 1001
        assert await poller.is_over()
        await place.ended_by(CloseCause.SHUTDOWN)
